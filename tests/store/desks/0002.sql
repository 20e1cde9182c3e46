BEGIN;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE day_numbers (
	day TEXT NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_day_numbers PRIMARY KEY (day)
);
CREATE TABLE faults (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	fault_group TEXT NOT NULL, 
	priority TEXT NOT NULL, 
	isolate BOOLEAN DEFAULT 0 NOT NULL, 
	customer_side BOOLEAN DEFAULT 0 NOT NULL, 
	words TEXT NOT NULL, 
	advice TEXT NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_faults PRIMARY KEY (code), 
	CONSTRAINT uq_faults_name UNIQUE (name)
);
CREATE TABLE places (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	town TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	aliases TEXT NOT NULL, 
	pinyin TEXT NOT NULL, 
	initials TEXT NOT NULL, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_places PRIMARY KEY (id), 
	CONSTRAINT uq_places_town_name UNIQUE (town, name)
);
CREATE TABLE requests (
	request TEXT NOT NULL, 
	action TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	result JSON, 
	CONSTRAINT pk_requests PRIMARY KEY (request)
);
CREATE TABLE rungs (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	stage TEXT, 
	priority TEXT, 
	share INTEGER, 
	"after" INTEGER, 
	roles TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	CONSTRAINT pk_rungs PRIMARY KEY (id)
);
CREATE TABLE settings (
	"key" TEXT NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY ("key")
);
CREATE TABLE staff (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	roles TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	on_duty BOOLEAN DEFAULT 0 NOT NULL, login TEXT, expires BIGINT, 
	CONSTRAINT pk_staff PRIMARY KEY (id), 
	CONSTRAINT uq_staff_name UNIQUE (name)
);
CREATE TABLE crews (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	skills TEXT NOT NULL, 
	base_place_id INTEGER, 
	zone TEXT, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	on_duty BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_crews PRIMARY KEY (id), 
	CONSTRAINT fk_crews_base_place_id FOREIGN KEY(base_place_id) REFERENCES places (id), 
	CONSTRAINT uq_crews_name UNIQUE (name)
);
CREATE TABLE digests (
	id INTEGER NOT NULL, 
	made BIGINT NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	alerts INTEGER DEFAULT '0' NOT NULL, 
	seen_by INTEGER, 
	seen_at BIGINT, 
	CONSTRAINT pk_digests PRIMARY KEY (id), 
	CONSTRAINT fk_digests_seen_by FOREIGN KEY(seen_by) REFERENCES staff (id)
);
CREATE TABLE limits (
	id INTEGER NOT NULL, 
	rule INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	fault TEXT, 
	priority TEXT, 
	zone TEXT, 
	dn_from INTEGER, 
	dn_to INTEGER, 
	hour_from INTEGER, 
	hour_to INTEGER, 
	seconds INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	CONSTRAINT pk_limits PRIMARY KEY (id), 
	CONSTRAINT fk_limits_fault FOREIGN KEY(fault) REFERENCES faults (code), 
	CONSTRAINT uq_limits_rule_version UNIQUE (rule, version)
);
CREATE TABLE members (
	id INTEGER NOT NULL, 
	crew_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	leader BOOLEAN DEFAULT 0 NOT NULL, 
	active BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (id), 
	CONSTRAINT fk_members_crew_id FOREIGN KEY(crew_id) REFERENCES crews (id)
);
CREATE TABLE tickets (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	held BOOLEAN DEFAULT 0 NOT NULL, 
	fault TEXT NOT NULL, 
	priority TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	place_id INTEGER, 
	address TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	caller TEXT NOT NULL, 
	household_no TEXT NOT NULL, 
	dn INTEGER, 
	material TEXT NOT NULL, 
	households INTEGER, 
	triage TEXT NOT NULL, 
	crew_id INTEGER, 
	supervised BOOLEAN DEFAULT 0 NOT NULL, 
	opened BIGINT NOT NULL, 
	appointment BIGINT, 
	dispatched_at BIGINT, 
	departed_at BIGINT, 
	located_at BIGINT, 
	isolated_at BIGINT, 
	resolved_at BIGINT, 
	ended_at BIGINT, 
	merged_into INTEGER, 
	calls INTEGER DEFAULT '0' NOT NULL, 
	chases INTEGER DEFAULT '0' NOT NULL, 
	returns INTEGER DEFAULT '0' NOT NULL, 
	extensions INTEGER DEFAULT '0' NOT NULL, 
	reopenings INTEGER DEFAULT '0' NOT NULL, 
	callback TEXT, 
	resolution TEXT NOT NULL, 
	source TEXT NOT NULL, 
	source_key TEXT, 
	CONSTRAINT pk_tickets PRIMARY KEY (id), 
	CONSTRAINT fk_tickets_crew_id FOREIGN KEY(crew_id) REFERENCES crews (id), 
	CONSTRAINT fk_tickets_fault FOREIGN KEY(fault) REFERENCES faults (code), 
	CONSTRAINT fk_tickets_merged_into FOREIGN KEY(merged_into) REFERENCES tickets (id), 
	CONSTRAINT fk_tickets_place_id FOREIGN KEY(place_id) REFERENCES places (id), 
	CONSTRAINT uq_tickets_number UNIQUE (number), 
	CONSTRAINT uq_tickets_source_key UNIQUE (source_key)
);
CREATE TABLE calls (
	id INTEGER NOT NULL, 
	ticket_id INTEGER, 
	kind TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	phone_digits TEXT NOT NULL, 
	caller TEXT NOT NULL, 
	words TEXT NOT NULL, 
	address TEXT NOT NULL, 
	household_no TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id INTEGER, 
	CONSTRAINT pk_calls PRIMARY KEY (id), 
	CONSTRAINT fk_calls_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_calls_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id)
);
CREATE TABLE clocks (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	round INTEGER NOT NULL, 
	started BIGINT NOT NULL, 
	"limit" INTEGER NOT NULL, 
	limit_id INTEGER, 
	extended INTEGER DEFAULT '0' NOT NULL, 
	term INTEGER DEFAULT '0' NOT NULL, 
	held INTEGER DEFAULT '0' NOT NULL, 
	held_since BIGINT, 
	stopped BIGINT, 
	outcome TEXT, 
	deadline BIGINT NOT NULL, 
	next_rung BIGINT, 
	priority TEXT NOT NULL, 
	crew_id INTEGER, 
	CONSTRAINT pk_clocks PRIMARY KEY (id), 
	CONSTRAINT fk_clocks_crew_id FOREIGN KEY(crew_id) REFERENCES crews (id), 
	CONSTRAINT fk_clocks_limit_id FOREIGN KEY(limit_id) REFERENCES limits (id), 
	CONSTRAINT fk_clocks_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id), 
	CONSTRAINT uq_clocks_ticket_id_stage_round UNIQUE (ticket_id, stage, round)
);
CREATE TABLE journal (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	true_time BIGINT, 
	staff_id INTEGER, 
	seat TEXT NOT NULL, 
	action TEXT NOT NULL, 
	ticket_id INTEGER, 
	ticket_version INTEGER, 
	text TEXT NOT NULL, 
	touched TEXT NOT NULL, 
	changes JSON NOT NULL, 
	request TEXT NOT NULL, digest TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (id), 
	CONSTRAINT fk_journal_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_journal_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id)
);
CREATE TABLE outages (
	id INTEGER NOT NULL, 
	area TEXT NOT NULL, 
	place_id INTEGER, 
	ticket_id INTEGER, 
	households INTEGER, 
	cause TEXT NOT NULL, 
	planned BOOLEAN DEFAULT 0 NOT NULL, 
	since BIGINT NOT NULL, 
	expected BIGINT, 
	until BIGINT, 
	CONSTRAINT pk_outages PRIMARY KEY (id), 
	CONSTRAINT fk_outages_place_id FOREIGN KEY(place_id) REFERENCES places (id), 
	CONSTRAINT fk_outages_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id)
);
CREATE TABLE alerts (
	id INTEGER NOT NULL, 
	clock_id INTEGER NOT NULL, 
	term INTEGER NOT NULL, 
	rung_id INTEGER NOT NULL, 
	recipient TEXT NOT NULL, 
	due BIGINT NOT NULL, 
	raised BIGINT NOT NULL, 
	outcome TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	digest_id INTEGER, 
	seen_by INTEGER, 
	seen_at BIGINT, 
	CONSTRAINT pk_alerts PRIMARY KEY (id), 
	CONSTRAINT fk_alerts_clock_id FOREIGN KEY(clock_id) REFERENCES clocks (id), 
	CONSTRAINT fk_alerts_digest_id FOREIGN KEY(digest_id) REFERENCES digests (id), 
	CONSTRAINT fk_alerts_rung_id FOREIGN KEY(rung_id) REFERENCES rungs (id), 
	CONSTRAINT fk_alerts_seen_by FOREIGN KEY(seen_by) REFERENCES staff (id), 
	CONSTRAINT uq_alerts_clock_id_term_rung_id_recipient UNIQUE (clock_id, term, rung_id, recipient)
);
CREATE TABLE holds (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	clock_id INTEGER NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	reason TEXT NOT NULL, 
	granted_by INTEGER, 
	CONSTRAINT pk_holds PRIMARY KEY (id), 
	CONSTRAINT fk_holds_clock_id FOREIGN KEY(clock_id) REFERENCES clocks (id), 
	CONSTRAINT fk_holds_granted_by FOREIGN KEY(granted_by) REFERENCES staff (id), 
	CONSTRAINT fk_holds_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id)
);
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	alert_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	state TEXT NOT NULL, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	at BIGINT NOT NULL, claimed_by TEXT, claimed_until BIGINT, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT fk_deliveries_alert_id FOREIGN KEY(alert_id) REFERENCES alerts (id), 
	CONSTRAINT uq_deliveries_alert_id_channel UNIQUE (alert_id, channel)
);
CREATE VIRTUAL TABLE call_words USING fts5(words, content='', detail=none);
CREATE TABLE passwords (
	staff_id INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	changed BIGINT NOT NULL, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	locked_until BIGINT, 
	CONSTRAINT pk_passwords PRIMARY KEY (staff_id), 
	CONSTRAINT fk_passwords_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE watches (
	name TEXT NOT NULL, 
	host TEXT NOT NULL, 
	started BIGINT NOT NULL, 
	swept BIGINT, 
	trouble TEXT NOT NULL, 
	CONSTRAINT pk_watches PRIMARY KEY (name)
);
CREATE TABLE editing (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	seat TEXT NOT NULL, 
	doing TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	CONSTRAINT pk_editing PRIMARY KEY (id), 
	CONSTRAINT fk_editing_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_editing_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id), 
	CONSTRAINT uq_editing_ticket_id_staff_id_seat UNIQUE (ticket_id, staff_id, seat)
);
INSERT INTO alembic_version VALUES ('0002');
INSERT INTO day_numbers VALUES ('20260120', 8);
INSERT INTO day_numbers VALUES ('20260121', 6);
INSERT INTO faults VALUES ('burst_main', '爆管', 'main', 'P1', 1, 0, '水管爆了 主管道爆了 自来水管爆裂 水喷出来 喷水 水柱', '请远离喷水和积水处，不要自行关闭路上的阀门。抢修期间可能停水，请先储备一些生活用水。', 0, 1);
INSERT INTO faults VALUES ('visible_leak', '明漏', 'main', 'P2', 0, 0, '路上冒水 地上冒水 路面漏水 管道漏水 往外淌水 渗水', '请绕开积水处，方便的话请记下漏水的准确位置，抢修人员到达前会与您联系。', 1, 1);
INSERT INTO faults VALUES ('hidden_leak', '暗漏', 'main', 'P3', 0, 0, '地下漏水 听见流水声 墙根潮湿 地面潮湿 看不见漏点 水费突然多', '请关闭户内所有龙头，看水表是否还在走，并把结果告诉抢修人员。', 2, 1);
INSERT INTO faults VALUES ('dug_up', '第三方挖断', 'main', 'P1', 1, 0, '水管挖断了 施工挖断 挖掘机挖破 挖漏了 钻破水管 碰断水管', '请让现场立即停止施工，人员和机械撤到安全处，保护好现场，不要自行回填。', 3, 1);
INSERT INTO faults VALUES ('no_water', '无水', 'supply', 'P2', 0, 0, '没水 停水了 家里没水 一滴水也没有 断水 来水了吗', '请先确认户内总阀是打开的，并问一下邻居是否也没水。离家前请关好所有龙头，以免来水时跑水。', 4, 1);
INSERT INTO faults VALUES ('low_pressure', '水压低', 'supply', 'P3', 0, 0, '水小 水流小 水压不够 热水器打不着 楼上没水楼下有水 水上不去', '请先确认户内总阀全开，过滤网没有堵塞，并问一下邻居水压是否正常。', 5, 1);
INSERT INTO faults VALUES ('cloudy_water', '水质浑浊/异味', 'supply', 'P1', 0, 0, '水黄 水浑 水发白 黄水 水有味 水臭 漂白粉味 水里有虫', '请暂时不要饮用，留一瓶水样等待取样人员。请问清楚邻居是否也有同样情况。', 6, 1);
INSERT INTO faults VALUES ('meter_frost_burst', '水表冻裂', 'meter', 'P2', 0, 0, '水表冻了 水表冻坏 表冻破 表玻璃冻裂 水表冻爆', '请关闭表前阀，不要用明火或开水直接烤烫水表。', 7, 1);
INSERT INTO faults VALUES ('meter_leak', '表漏', 'meter', 'P3', 0, 0, '水表漏水 表井漏水 表接头漏水 水表滴水 表箱有水', '请关闭表前阀；关不动时不要硬拧，等待抢修人员处理。', 8, 1);
INSERT INTO faults VALUES ('meter_stopped', '水表停走', 'meter', 'P4', 0, 0, '水表不走 水表坏了 表不转 表走得快 水表不准 换水表', '不影响用水，请与我们约定上门时间，并保证表井盖能够打开。', 9, 1);
INSERT INTO faults VALUES ('behind_meter', '表后漏', 'meter', 'P3', 0, 1, '家里漏水 户内漏水 厨房漏水 龙头漏水 马桶漏水 暖气漏水 表后水管漏', '请关闭户内总阀。表后管道属用户产权，可自行找人维修，也可由我们上门有偿维修。', 10, 1);
INSERT INTO faults VALUES ('valve', '阀门故障', 'fittings', 'P3', 0, 0, '阀门坏了 阀门漏水 阀门关不上 阀门打不开 阀门井有水 闸阀坏了', '请不要自行开关公共阀门，等待抢修人员处理。', 11, 1);
INSERT INTO faults VALUES ('manhole_cover', '井盖缺失', 'fittings', 'P1', 0, 0, '井盖没了 井盖丢了 井盖坏了 井盖破了 井盖翘起 井盖响', '请提醒行人和车辆绕行，能保证自身安全时在井口旁放一个醒目的标志，不要靠近或下井。', 12, 1);
INSERT INTO faults VALUES ('hydrant', '消火栓故障', 'fittings', 'P2', 0, 0, '消防栓漏水 消防栓被撞 消火栓喷水 消防栓没水 消防井漏水', '请远离喷水处，等待抢修人员处理；如遇火情请立即拨打 119。', 13, 1);
INSERT INTO faults VALUES ('booster_pump', '二次供水泵故障', 'fittings', 'P2', 0, 0, '水泵坏了 高层没水 加压泵坏了 泵房停电 泵房进水 增压设备坏了', '请联系小区物业确认泵房供电是否正常，不要自行进入泵房操作。', 14, 1);
INSERT INTO faults VALUES ('frozen_pipe', '管道冻堵', 'frost', 'P2', 0, 0, '水管冻了 管子冻住 冻得没水 龙头冻住 水管上冻', '请关闭户内总阀、打开龙头，用温毛巾从龙头一端慢慢化冻，不要用明火或开水。', 15, 1);
INSERT INTO faults VALUES ('frozen_riser', '立管冻', 'frost', 'P2', 0, 0, '立管冻住 楼道水管冻了 整个单元没水 管道井冻了 主管冻住', '请关闭楼道门窗保温，不要用明火烤管道；离家前请关闭户内总阀，以免化冻后跑水。', 16, 1);
INSERT INTO faults VALUES ('road_collapse', '路面塌陷', 'road', 'P1', 0, 0, '路塌了 地面塌了 路面下沉 路上有坑 塌方 路面空了', '请立即远离塌陷处并提醒他人绕行；有人员被困或受伤时请拨打 110、120。', 17, 1);
INSERT INTO faults VALUES ('road_ice', '路面结冰', 'road', 'P1', 0, 0, '漏水结冰 路上结冰 路滑 冰面 水冻在路上', '请绕行并提醒他人注意防滑，车辆减速。', 18, 1);
INSERT INTO faults VALUES ('other', '其他', 'other', 'P3', 0, 0, '说不清 别的问题', '请说明具体情况和准确地址，我们会尽快与您联系。', 19, 1);
INSERT INTO places VALUES (1, '铜城街道', '铜城街道', 'urban', 'town', '铜城', 'tongchengjiedao', 'tcjd', 1);
INSERT INTO places VALUES (2, '新城街道', '新城街道', 'urban', 'town', '新城', 'xinchengjiedao', 'xcjd', 1);
INSERT INTO places VALUES (3, '刘集镇', '刘集镇', 'rural', 'town', '刘集', 'liujizhen', 'ljz', 1);
INSERT INTO places VALUES (4, '牛角店镇', '牛角店镇', 'rural', 'town', '牛角店', 'niujiaodianzhen', 'njdz', 1);
INSERT INTO places VALUES (5, '大桥镇', '大桥镇', 'rural', 'town', '大桥', 'daqiaozhen', 'dqz', 1);
INSERT INTO places VALUES (6, '高集镇', '高集镇', 'rural', 'town', '高集', 'gaojizhen', 'gjz', 1);
INSERT INTO places VALUES (7, '姜楼镇', '姜楼镇', 'rural', 'town', '姜楼', 'jianglouzhen', 'jlz', 1);
INSERT INTO places VALUES (8, '姚寨镇', '姚寨镇', 'rural', 'town', '姚寨', 'yaozhaizhen', 'yzz', 1);
INSERT INTO places VALUES (9, '鱼山镇', '鱼山镇', 'rural', 'town', '鱼山', 'yushanzhen', 'ysz', 1);
INSERT INTO places VALUES (10, '陈集镇', '陈集镇', 'rural', 'town', '陈集', 'chenjizhen', 'cjz', 1);
INSERT INTO places VALUES (11, '立信坛社区', '铜城街道', 'urban', 'community', '立信坛|立信坛社区居委会', 'lixintanshequ', 'lxtsq', 1);
INSERT INTO places VALUES (12, '南湖社区', '铜城街道', 'urban', 'community', '南湖|南湖社区居委会', 'nanhushequ', 'nhsq', 1);
INSERT INTO places VALUES (13, '琉璃井社区', '铜城街道', 'urban', 'community', '琉璃井|琉璃井社区居委会', 'liulijingshequ', 'lljsq', 1);
INSERT INTO places VALUES (14, '官道驿社区', '铜城街道', 'urban', 'community', '官道驿|官道驿社区居委会', 'guandaoyishequ', 'gdysq', 1);
INSERT INTO places VALUES (15, '吉祥苑社区', '铜城街道', 'urban', 'community', '吉祥苑|吉祥苑社区居委会', 'jixiangyuanshequ', 'jxysq', 1);
INSERT INTO places VALUES (16, '如意苑社区', '铜城街道', 'urban', 'community', '如意苑|如意苑社区居委会', 'ruyiyuanshequ', 'ryysq', 1);
INSERT INTO places VALUES (17, '大秦新村', '铜城街道', 'urban', 'village', '大秦新村村民委员会', 'daqinxincun', 'dqxc', 1);
INSERT INTO places VALUES (18, '耿庄新村', '铜城街道', 'urban', 'village', '耿庄新村村民委员会', 'gengzhuangxincun', 'gzxc', 1);
INSERT INTO places VALUES (19, '兴屯新村', '铜城街道', 'urban', 'village', '兴屯新村村民委员会', 'xingtunxincun', 'xtxc', 1);
INSERT INTO places VALUES (20, '北京店新村', '铜城街道', 'urban', 'village', '北京店新村村民委员会', 'beijingdianxincun', 'bjdxc', 1);
INSERT INTO places VALUES (21, '黄屯新村', '铜城街道', 'urban', 'village', '黄屯新村村民委员会', 'huangtunxincun', 'htxc', 1);
INSERT INTO places VALUES (22, '卢庄新村', '铜城街道', 'urban', 'village', '卢庄新村村民委员会', 'luzhuangxincun', 'lzxc', 1);
INSERT INTO places VALUES (23, '艾山新村', '铜城街道', 'urban', 'village', '艾山新村村民委员会', 'aishanxincun', 'asxc', 1);
INSERT INTO places VALUES (24, '道口新村', '铜城街道', 'urban', 'village', '道口新村村民委员会', 'daokouxincun', 'dkxc', 1);
INSERT INTO places VALUES (25, '阿胶社区', '新城街道', 'urban', 'community', '阿胶|阿胶社区居委会', 'ejiaoshequ', 'ejsq', 1);
INSERT INTO places VALUES (26, '洛神湖社区', '新城街道', 'urban', 'community', '洛神湖|洛神湖社区居委会', 'luoshenhushequ', 'lshsq', 1);
INSERT INTO places VALUES (27, '曹植社区', '新城街道', 'urban', 'community', '曹植|曹植社区居委会', 'caozhishequ', 'czsq', 1);
INSERT INTO places VALUES (28, '大王社区', '新城街道', 'urban', 'community', '大王|大王社区居民委员会', 'dawangshequ', 'dwsq', 1);
INSERT INTO places VALUES (29, '杨庄社区', '新城街道', 'urban', 'community', '杨庄|杨庄社区居民委员会', 'yangzhuangshequ', 'yzsq', 1);
INSERT INTO places VALUES (30, '郭铁社区', '新城街道', 'urban', 'community', '郭铁|郭铁社区居民委员会', 'guotieshequ', 'gtsq', 1);
INSERT INTO places VALUES (31, '赵徐新村', '新城街道', 'urban', 'village', '赵徐新村村民委员会', 'zhaoxuxincun', 'zxxc', 1);
INSERT INTO places VALUES (32, '郭洞新村', '新城街道', 'urban', 'village', '郭洞新村村民委员会', 'guodongxincun', 'gdxc', 1);
INSERT INTO places VALUES (33, '王集新村', '新城街道', 'urban', 'village', '王集新村村民委员会', 'wangjixincun', 'wjxc', 1);
INSERT INTO places VALUES (34, '刘集新村', '刘集镇', 'rural', 'village', '刘集新村村民委员会', 'liujixincun', 'ljxc', 1);
INSERT INTO places VALUES (35, '杨庄新村', '刘集镇', 'rural', 'village', '杨庄新村村民委员会', 'yangzhuangxincun', 'yzxc', 1);
INSERT INTO places VALUES (36, '孙郭新村', '刘集镇', 'rural', 'village', '孙郭新村村民委员会', 'sunguoxincun', 'sgxc', 1);
INSERT INTO places VALUES (37, '官庄新村', '刘集镇', 'rural', 'village', '官庄新村村民委员会', 'guanzhuangxincun', 'gzxc', 1);
INSERT INTO places VALUES (38, '谭庄新村', '刘集镇', 'rural', 'village', '谭庄新村村民委员会', 'tanzhuangxincun', 'tzxc', 1);
INSERT INTO places VALUES (39, '柳合束新村', '刘集镇', 'rural', 'village', '柳合束新村村民委员会', 'liuheshuxincun', 'lhsxc', 1);
INSERT INTO places VALUES (40, '娄营新村', '刘集镇', 'rural', 'village', '娄营新村村民委员会', 'louyingxincun', 'lyxc', 1);
INSERT INTO places VALUES (41, '堤口新村', '刘集镇', 'rural', 'village', '堤口新村村民委员会', 'dikouxincun', 'dkxc', 1);
INSERT INTO places VALUES (42, '苫山新村', '刘集镇', 'rural', 'village', '苫山新村村民委员会', 'shanshanxincun', 'ssxc', 1);
INSERT INTO places VALUES (43, '关山新村', '刘集镇', 'rural', 'village', '关山新村村民委员会', 'guanshanxincun', 'gsxc', 1);
INSERT INTO places VALUES (44, '牛店新村', '牛角店镇', 'rural', 'village', '牛店新村村民委员会', 'niudianxincun', 'ndxc', 1);
INSERT INTO places VALUES (45, '金牛福苑新村', '牛角店镇', 'rural', 'village', '金牛福苑新村村民委员会', 'jinniufuyuanxincun', 'jnfyxc', 1);
INSERT INTO places VALUES (46, '杆刘新村', '牛角店镇', 'rural', 'village', '杆刘新村村民委员会', 'ganliuxincun', 'glxc', 1);
INSERT INTO places VALUES (47, '前王新村', '牛角店镇', 'rural', 'village', '前王新村村民委员会', 'qianwangxincun', 'qwxc', 1);
INSERT INTO places VALUES (48, '南陈新村', '牛角店镇', 'rural', 'village', '南陈新村村民委员会', 'nanchenxincun', 'ncxc', 1);
INSERT INTO places VALUES (49, '三圈新村', '牛角店镇', 'rural', 'village', '三圈新村村民委员会', 'sanquanxincun', 'sqxc', 1);
INSERT INTO places VALUES (50, '王楼新村', '牛角店镇', 'rural', 'village', '王楼新村村民委员会', 'wanglouxincun', 'wlxc', 1);
INSERT INTO places VALUES (51, '董袁新村', '牛角店镇', 'rural', 'village', '董袁新村村民委员会', 'dongyuanxincun', 'dyxc', 1);
INSERT INTO places VALUES (52, '沿河新村', '牛角店镇', 'rural', 'village', '沿河新村村民委员会', 'yanhexincun', 'yhxc', 1);
INSERT INTO places VALUES (53, '千士新村', '牛角店镇', 'rural', 'village', '千士新村村民委员会', 'qianshixincun', 'qsxc', 1);
INSERT INTO places VALUES (54, '大李新村', '牛角店镇', 'rural', 'village', '大李新村村民委员会', 'dalixincun', 'dlxc', 1);
INSERT INTO places VALUES (55, '店子新村', '牛角店镇', 'rural', 'village', '店子新村村民委员会', 'dianzixincun', 'dzxc', 1);
INSERT INTO places VALUES (56, '王洼新村', '大桥镇', 'rural', 'village', '王洼新村村民委员会', 'wangwaxincun', 'wwxc', 1);
INSERT INTO places VALUES (57, '毕庄新村', '大桥镇', 'rural', 'village', '毕庄新村村民委员会', 'bizhuangxincun', 'bzxc', 1);
INSERT INTO places VALUES (58, '太平新村', '大桥镇', 'rural', 'village', '太平新村村民委员会', 'taipingxincun', 'tpxc', 1);
INSERT INTO places VALUES (59, '张山新村', '大桥镇', 'rural', 'village', '张山新村村民委员会', 'zhangshanxincun', 'zsxc', 1);
INSERT INTO places VALUES (60, '凌山新村', '大桥镇', 'rural', 'village', '凌山新村村民委员会', 'lingshanxincun', 'lsxc', 1);
INSERT INTO places VALUES (61, '宗庄新村', '高集镇', 'rural', 'village', '宗庄新村村民委员会', 'zongzhuangxincun', 'zzxc', 1);
INSERT INTO places VALUES (62, '徐庄新村', '高集镇', 'rural', 'village', '徐庄新村村民委员会', 'xuzhuangxincun', 'xzxc', 1);
INSERT INTO places VALUES (63, '高集新村', '高集镇', 'rural', 'village', '高集新村村民委员会', 'gaojixincun', 'gjxc', 1);
INSERT INTO places VALUES (64, '旦镇新村', '高集镇', 'rural', 'village', '旦镇新村村民委员会', 'danzhenxincun', 'dzxc', 1);
INSERT INTO places VALUES (65, '张集新村', '高集镇', 'rural', 'village', '张集新村村民委员会', 'zhangjixincun', 'zjxc', 1);
INSERT INTO places VALUES (66, '姜楼新村', '姜楼镇', 'rural', 'village', '姜楼新村村民委员会', 'jianglouxincun', 'jlxc', 1);
INSERT INTO places VALUES (67, '陈店新村', '姜楼镇', 'rural', 'village', '陈店新村村民委员会', 'chendianxincun', 'cdxc', 1);
INSERT INTO places VALUES (68, '卢集新村', '姜楼镇', 'rural', 'village', '卢集新村村民委员会', 'lujixincun', 'ljxc', 1);
INSERT INTO places VALUES (69, '徐楼新村', '姜楼镇', 'rural', 'village', '徐楼新村村民委员会', 'xulouxincun', 'xlxc', 1);
INSERT INTO places VALUES (70, '陈庄新村', '姜楼镇', 'rural', 'village', '陈庄新村村民委员会', 'chenzhuangxincun', 'czxc', 1);
INSERT INTO places VALUES (71, '咸集新村', '姜楼镇', 'rural', 'village', '咸集新村村民委员会', 'xianjixincun', 'xjxc', 1);
INSERT INTO places VALUES (72, '北张新村', '姚寨镇', 'rural', 'village', '北张新村村民委员会', 'beizhangxincun', 'bzxc', 1);
INSERT INTO places VALUES (73, '魏庄新村', '姚寨镇', 'rural', 'village', '魏庄新村村民委员会', 'weizhuangxincun', 'wzxc', 1);
INSERT INTO places VALUES (74, '范集新村', '姚寨镇', 'rural', 'village', '范集新村村民委员会', 'fanjixincun', 'fjxc', 1);
INSERT INTO places VALUES (75, '八里新村', '姚寨镇', 'rural', 'village', '八里新村村民委员会', 'balixincun', 'blxc', 1);
INSERT INTO places VALUES (76, '杨北新村', '姚寨镇', 'rural', 'village', '杨北新村村民委员会', 'yangbeixincun', 'ybxc', 1);
INSERT INTO places VALUES (77, '杨南新村', '姚寨镇', 'rural', 'village', '杨南新村村民委员会', 'yangnanxincun', 'ynxc', 1);
INSERT INTO places VALUES (78, '三庙新村', '姚寨镇', 'rural', 'village', '三庙新村村民委员会', 'sanmiaoxincun', 'smxc', 1);
INSERT INTO places VALUES (79, '石佛屯新村', '姚寨镇', 'rural', 'village', '石佛屯新村村民委员会', 'shifotunxincun', 'sftxc', 1);
INSERT INTO places VALUES (80, '大窑新村', '姚寨镇', 'rural', 'village', '大窑新村村民委员会', 'dayaoxincun', 'dyxc', 1);
INSERT INTO places VALUES (81, '曹庙新村', '鱼山镇', 'rural', 'village', '曹庙新村村民委员会', 'caomiaoxincun', 'cmxc', 1);
INSERT INTO places VALUES (82, '徐屯新村', '鱼山镇', 'rural', 'village', '徐屯新村村民委员会', 'xutunxincun', 'xtxc', 1);
INSERT INTO places VALUES (83, '后殷新村', '鱼山镇', 'rural', 'village', '后殷新村村民委员会', 'houyinxincun', 'hyxc', 1);
INSERT INTO places VALUES (84, '大刘新村', '鱼山镇', 'rural', 'village', '大刘新村村民委员会', 'daliuxincun', 'dlxc', 1);
INSERT INTO places VALUES (85, '鱼山新村', '鱼山镇', 'rural', 'village', '鱼山新村村民委员会', 'yushanxincun', 'ysxc', 1);
INSERT INTO places VALUES (86, '张坊新村', '鱼山镇', 'rural', 'village', '张坊新村村民委员会', 'zhangfangxincun', 'zfxc', 1);
INSERT INTO places VALUES (87, '张楼新村', '陈集镇', 'rural', 'village', '张楼新村村民委员会', 'zhanglouxincun', 'zlxc', 1);
INSERT INTO places VALUES (88, '于集新村', '陈集镇', 'rural', 'village', '于集新村村民委员会', 'yujixincun', 'yjxc', 1);
INSERT INTO places VALUES (89, '陈店新村', '陈集镇', 'rural', 'village', '陈店新村村民委员会', 'chendianxincun', 'cdxc', 1);
INSERT INTO places VALUES (90, '任集新村', '陈集镇', 'rural', 'village', '任集新村村民委员会', 'renjixincun', 'rjxc', 1);
INSERT INTO places VALUES (91, '陈集新村', '陈集镇', 'rural', 'village', '陈集新村村民委员会', 'chenjixincun', 'cjxc', 1);
INSERT INTO places VALUES (92, '中街', '铜城街道', 'urban', 'old_village', '', 'zhongjie', 'zj', 1);
INSERT INTO places VALUES (93, '东关', '铜城街道', 'urban', 'old_village', '', 'dongguan', 'dg', 1);
INSERT INTO places VALUES (94, '西关', '铜城街道', 'urban', 'old_village', '', 'xiguan', 'xg', 1);
INSERT INTO places VALUES (95, '北关', '铜城街道', 'urban', 'old_village', '', 'beiguan', 'bg', 1);
INSERT INTO places VALUES (96, '南关', '铜城街道', 'urban', 'old_village', '', 'nanguan', 'ng', 1);
INSERT INTO places VALUES (97, '南张', '铜城街道', 'urban', 'old_village', '', 'nanzhang', 'nz', 1);
INSERT INTO places VALUES (98, '郑于', '铜城街道', 'urban', 'old_village', '', 'zhengyu', 'zy', 1);
INSERT INTO places VALUES (99, '宋楼', '铜城街道', 'urban', 'old_village', '', 'songlou', 'sl', 1);
INSERT INTO places VALUES (100, '王海', '铜城街道', 'urban', 'old_village', '', 'wanghai', 'wh', 1);
INSERT INTO places VALUES (101, '大赵', '铜城街道', 'urban', 'old_village', '', 'dazhao', 'dz', 1);
INSERT INTO places VALUES (102, '杨庄', '铜城街道', 'urban', 'old_village', '', 'yangzhuang', 'yz', 1);
INSERT INTO places VALUES (103, '刘坑', '铜城街道', 'urban', 'old_village', '', 'liukeng', 'lk', 1);
INSERT INTO places VALUES (104, '贾庄', '铜城街道', 'urban', 'old_village', '', 'jiazhuang', 'jz', 1);
INSERT INTO places VALUES (105, '贺庄', '铜城街道', 'urban', 'old_village', '', 'hezhuang', 'hz', 1);
INSERT INTO places VALUES (106, '赵徐', '铜城街道', 'urban', 'old_village', '', 'zhaoxu', 'zx', 1);
INSERT INTO places VALUES (107, '沈庄', '铜城街道', 'urban', 'old_village', '', 'shenzhuang', 'sz', 1);
INSERT INTO places VALUES (108, '刘庄', '铜城街道', 'urban', 'old_village', '', 'liuzhuang', 'lz', 1);
INSERT INTO places VALUES (109, '大王', '铜城街道', 'urban', 'old_village', '', 'dawang', 'dw', 1);
INSERT INTO places VALUES (110, '茄李', '铜城街道', 'urban', 'old_village', '', 'qieli', 'ql', 1);
INSERT INTO places VALUES (111, '前王', '铜城街道', 'urban', 'old_village', '', 'qianwang', 'qw', 1);
INSERT INTO places VALUES (112, '鲁庄', '铜城街道', 'urban', 'old_village', '', 'luzhuang', 'lz', 1);
INSERT INTO places VALUES (113, '崔赵', '铜城街道', 'urban', 'old_village', '', 'cuizhao', 'cz', 1);
INSERT INTO places VALUES (114, '小周', '铜城街道', 'urban', 'old_village', '', 'xiaozhou', 'xz', 1);
INSERT INTO places VALUES (115, '西候', '铜城街道', 'urban', 'old_village', '', 'xihou', 'xh', 1);
INSERT INTO places VALUES (116, '大秦', '铜城街道', 'urban', 'old_village', '', 'daqin', 'dq', 1);
INSERT INTO places VALUES (117, '张大人集', '铜城街道', 'urban', 'old_village', '', 'zhangdarenji', 'zdrj', 1);
INSERT INTO places VALUES (118, '李堂', '铜城街道', 'urban', 'old_village', '', 'litang', 'lt', 1);
INSERT INTO places VALUES (119, '王宗汤', '铜城街道', 'urban', 'old_village', '', 'wangzongtang', 'wzt', 1);
INSERT INTO places VALUES (120, '卜庄', '铜城街道', 'urban', 'old_village', '', 'buzhuang', 'bz', 1);
INSERT INTO places VALUES (121, '刘堂子', '铜城街道', 'urban', 'old_village', '', 'liutangzi', 'ltz', 1);
INSERT INTO places VALUES (122, '张八', '铜城街道', 'urban', 'old_village', '', 'zhangba', 'zb', 1);
INSERT INTO places VALUES (123, '郭洞', '铜城街道', 'urban', 'old_village', '', 'guodong', 'gd', 1);
INSERT INTO places VALUES (124, '戴井', '铜城街道', 'urban', 'old_village', '', 'daijing', 'dj', 1);
INSERT INTO places VALUES (125, '刘明吴', '铜城街道', 'urban', 'old_village', '', 'liumingwu', 'lmw', 1);
INSERT INTO places VALUES (126, '付庄', '铜城街道', 'urban', 'old_village', '', 'fuzhuang', 'fz', 1);
INSERT INTO places VALUES (127, '大周', '铜城街道', 'urban', 'old_village', '', 'dazhou', 'dz', 1);
INSERT INTO places VALUES (128, '洼里', '铜城街道', 'urban', 'old_village', '', 'wali', 'wl', 1);
INSERT INTO places VALUES (129, '宋庄', '铜城街道', 'urban', 'old_village', '', 'songzhuang', 'sz', 1);
INSERT INTO places VALUES (130, '水坡', '铜城街道', 'urban', 'old_village', '', 'shuipo', 'sp', 1);
INSERT INTO places VALUES (131, '迟庄', '铜城街道', 'urban', 'old_village', '', 'chizhuang', 'cz', 1);
INSERT INTO places VALUES (132, '曹庄', '铜城街道', 'urban', 'old_village', '', 'caozhuang', 'cz', 1);
INSERT INTO places VALUES (133, '井杨', '铜城街道', 'urban', 'old_village', '', 'jingyang', 'jy', 1);
INSERT INTO places VALUES (134, '兴屯', '铜城街道', 'urban', 'old_village', '', 'xingtun', 'xt', 1);
INSERT INTO places VALUES (135, '华庄', '铜城街道', 'urban', 'old_village', '', 'huazhuang', 'hz', 1);
INSERT INTO places VALUES (136, '艾山', '铜城街道', 'urban', 'old_village', '', 'aishan', 'as', 1);
INSERT INTO places VALUES (137, '曲集', '铜城街道', 'urban', 'old_village', '', 'quji', 'qj', 1);
INSERT INTO places VALUES (138, '姜楼', '姜楼镇', 'rural', 'old_village', '', 'jianglou', 'jl', 1);
INSERT INTO places VALUES (139, '王小楼', '姜楼镇', 'rural', 'old_village', '', 'wangxiaolou', 'wxl', 1);
INSERT INTO places VALUES (140, '归德铺', '姜楼镇', 'rural', 'old_village', '', 'guidepu', 'gdp', 1);
INSERT INTO places VALUES (141, '陶楼', '姜楼镇', 'rural', 'old_village', '', 'taolou', 'tl', 1);
INSERT INTO places VALUES (142, '胡庄', '姜楼镇', 'rural', 'old_village', '', 'huzhuang', 'hz', 1);
INSERT INTO places VALUES (143, '夏庄', '姜楼镇', 'rural', 'old_village', '', 'xiazhuang', 'xz', 1);
INSERT INTO places VALUES (144, '西辛', '姜楼镇', 'rural', 'old_village', '', 'xixin', 'xx', 1);
INSERT INTO places VALUES (145, '陈店', '姜楼镇', 'rural', 'old_village', '', 'chendian', 'cd', 1);
INSERT INTO places VALUES (146, '前王', '姜楼镇', 'rural', 'old_village', '', 'qianwang', 'qw', 1);
INSERT INTO places VALUES (147, '后王', '姜楼镇', 'rural', 'old_village', '', 'houwang', 'hw', 1);
INSERT INTO places VALUES (148, '广粮门', '姜楼镇', 'rural', 'old_village', '', 'guangliangmen', 'glm', 1);
INSERT INTO places VALUES (149, '司岗', '姜楼镇', 'rural', 'old_village', '', 'sigang', 'sg', 1);
INSERT INTO places VALUES (150, '邓庙', '姜楼镇', 'rural', 'old_village', '', 'dengmiao', 'dm', 1);
INSERT INTO places VALUES (151, '柳林屯', '姜楼镇', 'rural', 'old_village', '', 'liulintun', 'llt', 1);
INSERT INTO places VALUES (152, '卢集', '姜楼镇', 'rural', 'old_village', '', 'luji', 'lj', 1);
INSERT INTO places VALUES (153, '南杨', '姜楼镇', 'rural', 'old_village', '', 'nanyang', 'ny', 1);
INSERT INTO places VALUES (154, '东辛', '姜楼镇', 'rural', 'old_village', '', 'dongxin', 'dx', 1);
INSERT INTO places VALUES (155, '徐楼', '姜楼镇', 'rural', 'old_village', '', 'xulou', 'xl', 1);
INSERT INTO places VALUES (156, '东杨', '姜楼镇', 'rural', 'old_village', '', 'dongyang', 'dy', 1);
INSERT INTO places VALUES (157, '东寺', '姜楼镇', 'rural', 'old_village', '', 'dongsi', 'ds', 1);
INSERT INTO places VALUES (158, '西寺', '姜楼镇', 'rural', 'old_village', '', 'xisi', 'xs', 1);
INSERT INTO places VALUES (159, '后寺', '姜楼镇', 'rural', 'old_village', '', 'housi', 'hs', 1);
INSERT INTO places VALUES (160, '红庙', '姜楼镇', 'rural', 'old_village', '', 'hongmiao', 'hm', 1);
INSERT INTO places VALUES (161, '魏庄', '姜楼镇', 'rural', 'old_village', '', 'weizhuang', 'wz', 1);
INSERT INTO places VALUES (162, '陈庄', '姜楼镇', 'rural', 'old_village', '', 'chenzhuang', 'cz', 1);
INSERT INTO places VALUES (163, '咸集', '姜楼镇', 'rural', 'old_village', '', 'xianji', 'xj', 1);
INSERT INTO places VALUES (164, '马安', '姜楼镇', 'rural', 'old_village', '', 'maan', 'ma', 1);
INSERT INTO places VALUES (165, '中杨', '姜楼镇', 'rural', 'old_village', '', 'zhongyang', 'zy', 1);
INSERT INTO places VALUES (166, '西杨', '姜楼镇', 'rural', 'old_village', '', 'xiyang', 'xy', 1);
INSERT INTO places VALUES (167, '孙庄', '姜楼镇', 'rural', 'old_village', '', 'sunzhuang', 'sz', 1);
INSERT INTO places VALUES (168, '姜庄', '姜楼镇', 'rural', 'old_village', '', 'jiangzhuang', 'jz', 1);
INSERT INTO places VALUES (169, '赵陶', '姜楼镇', 'rural', 'old_village', '', 'zhaotao', 'zt', 1);
INSERT INTO places VALUES (170, '尹庄', '姜楼镇', 'rural', 'old_village', '', 'yinzhuang', 'yz', 1);
INSERT INTO places VALUES (171, '大杨', '姜楼镇', 'rural', 'old_village', '', 'dayang', 'dy', 1);
INSERT INTO places VALUES (172, '闫庄', '姜楼镇', 'rural', 'old_village', '', 'yanzhuang', 'yz', 1);
INSERT INTO places VALUES (173, '文化街', '', 'urban', 'road', '', 'wenhuajie', 'whj', 1);
INSERT INTO places VALUES (174, '铜鱼路', '', 'urban', 'road', '', 'tongyulu', 'tyl', 1);
INSERT INTO places VALUES (175, '金光路', '', 'urban', 'road', '', 'jinguanglu', 'jgl', 1);
INSERT INTO places VALUES (176, 'G105', '', 'urban', 'road', '105国道', 'g105', 'g105', 1);
INSERT INTO places VALUES (177, 'G341', '', 'urban', 'road', '341国道', 'g341', 'g341', 1);
INSERT INTO requests VALUES ('79f484b654d24ed2a0e4f7dcc1006b15', 'save_crew', 1768788000, 1);
INSERT INTO requests VALUES ('d5d4c2a543c146988fffcdd8f4c62f4e', 'save_crew', 1768788000, 2);
INSERT INTO requests VALUES ('3341d635cf764f7f9df3bff855b2ece7', 'log_call', 1768874400, 1);
INSERT INTO requests VALUES ('12d1411b61c648d2b13598881b708cc7', 'log_call', 1768874400, 2);
INSERT INTO requests VALUES ('c61e63ce32db44e991c0dfc90b9e4b3e', 'log_call', 1768874400, 3);
INSERT INTO requests VALUES ('7397e180357045a3892d420b2a272e6c', 'log_call', 1768874400, 4);
INSERT INTO requests VALUES ('b91eac72b4d74721b92c075afc316e95', 'log_call', 1768874400, 5);
INSERT INTO requests VALUES ('fe0994338ac146488727ad09d34ee243', 'log_call', 1768874400, 6);
INSERT INTO requests VALUES ('0ae6b8a90134441aad311af7ec6744e4', 'log_call', 1768874400, 7);
INSERT INTO requests VALUES ('7713ac06c6aa4ec0b47c5c553b5f887c', 'chase', 1768874400, 1);
INSERT INTO requests VALUES ('7f0d45a18c674f4086cb595c523e3f84', 'attach_call', 1768874400, 1);
INSERT INTO requests VALUES ('1f1df6ab915c447d8168b5b2358ddbb2', 'dispatch', 1768874880, 1);
INSERT INTO requests VALUES ('49e30a7b429a40bfa739612211e351cf', 'acknowledge', 1768874880, 5);
INSERT INTO requests VALUES ('2b4b9cc6180c4f0089eeb6ef262a6926', 'accept', 1768875660, 1);
INSERT INTO requests VALUES ('42d20a4b26ee4a908e081b3b16c2103f', 'depart', 1768876380, 1);
INSERT INTO requests VALUES ('6cd5eb5842a34e479a818dbc746f0789', 'arrive', 1768877100, 1);
INSERT INTO requests VALUES ('39ba3dd9e79b40b4a1953f741c9a6257', 'locate', 1768877820, 1);
INSERT INTO requests VALUES ('9dff16be79f446098f36af34a9aa6cbc', 'isolate', 1768878540, 1);
INSERT INTO requests VALUES ('37b58ac51c8442d5b88cbd33780f5603', 'hold', 1768878660, 1);
INSERT INTO requests VALUES ('84a531ef3cc343638d5ea86fd5780d26', 'resume', 1768885860, 1);
INSERT INTO requests VALUES ('c4bffe1325ec4150b38aa75c7eb14651', 'extend', 1768885860, 1);
INSERT INTO requests VALUES ('070df2afad454cc1849e764a564ef46f', 'resolve', 1768889460, 1);
INSERT INTO requests VALUES ('0aa90f6ff0bc44aebad86af6dde942f1', 'correct_time', 1768889460, 1);
INSERT INTO requests VALUES ('f536f1db3f5b4a3faa995585851c9438', 'callback', 1768889460, 1);
INSERT INTO requests VALUES ('131495467db4471594341053fd159fc4', 'close', 1768889760, 1);
INSERT INTO requests VALUES ('371a227ab98343cab801bacec1723265', 'dispatch', 1768889760, 2);
INSERT INTO requests VALUES ('771653646f584360b97bdbfb8cc12436', 'accept', 1768890360, 2);
INSERT INTO requests VALUES ('a24966379bb94781a00dee177183ad52', 'arrive', 1768890960, 2);
INSERT INTO requests VALUES ('203cd06f838644b29bd4ccca2b57d2c0', 'return', 1768891560, 2);
INSERT INTO requests VALUES ('0d4d8817545c4ce39143b3fb09186c18', 'dispatch', 1768895160, 2);
INSERT INTO requests VALUES ('15aa098a13da4eea92ae77995d318642', 'reassign', 1768895160, 2);
INSERT INTO requests VALUES ('58454a074ae74722884b609058c0ec53', 'accept', 1768895160, 2);
INSERT INTO requests VALUES ('0332c233cecf4a458616ff4a50bacc9f', 'arrive', 1768895160, 2);
INSERT INTO requests VALUES ('89f98cbb7d5046eca5ab8843df4a59b8', 'isolate', 1768905960, 2);
INSERT INTO requests VALUES ('e2c6e2c64bfc4200b60905582d581b7a', 'rerate', 1768905960, 2);
INSERT INTO requests VALUES ('90a0ddbad94a49e88795a187a28033a1', 'resolve', 1768905960, 2);
INSERT INTO requests VALUES ('941d012bacdd44bf87a80e7a637ecf33', 'merge', 1768905960, 5);
INSERT INTO requests VALUES ('6cb4e7befbc54e409593b795a0c15a6c', 'dispatch', 1768905960, 5);
INSERT INTO requests VALUES ('ab536cae1fe7484babb5e6919ba64888', 'cancel', 1768905960, 6);
INSERT INTO requests VALUES ('a67bcc8f3cb34f989ed6e8f6d8c7887d', 'rerate', 1768905960, 3);
INSERT INTO requests VALUES ('b289694df4f842f58e959bbc860812b1', 'hold', 1768906080, 3);
INSERT INTO requests VALUES ('a632a282613643508e9d5487c0859382', 'log_call', 1768906080, 8);
INSERT INTO requests VALUES ('b9544483cb504eaf87787a3c17cafd90', 'dispatch', 1768924080, 7);
INSERT INTO requests VALUES ('7cda4cd279074f84bd6809e9e4b821bb', 'accept', 1768924080, 7);
INSERT INTO requests VALUES ('e28e0de1d5f04ac594009858c161697f', 'arrive', 1768924080, 7);
INSERT INTO requests VALUES ('e093d578941f469e88000557d73d797c', 'resolve', 1768924080, 7);
INSERT INTO requests VALUES ('d12f805f77d144fd8015682db2e35ace', 'reopen', 1768925880, 7);
INSERT INTO requests VALUES ('f773a66cd6c24eaaac3fd6ddd5ea2efc', 'log_other_call', 1768925880, 11);
INSERT INTO requests VALUES ('3326322c5b7a4114bdf70328b13e810a', 'log_other_call', 1768925880, 12);
INSERT INTO requests VALUES ('67821d23b9e142b5979139d7cb27c70a', 'log_call', 1768925880, 9);
INSERT INTO requests VALUES ('d511872dc32c4ed7a24b01f7561ea5e4', 'save_staff', 1768925880, 2);
INSERT INTO requests VALUES ('fcc1236f0bc341e0924cfadf2c0ab991', 'save_member', 1768925880, 1);
INSERT INTO requests VALUES ('22b8c8d28f9f41db80d0a7088bda4782', 'log_call', 1768925880, 10);
INSERT INTO requests VALUES ('b3bac8e218ef424c919966e195c40d9c', 'log_call', 1768925880, 11);
INSERT INTO requests VALUES ('f7e4ee7a89574bb68cf42d903f84321d', 'log_call', 1768925880, 12);
INSERT INTO requests VALUES ('73cb766aa8c14cdb9b4425845ac71e4a', 'log_call', 1768925880, 13);
INSERT INTO requests VALUES ('f7c5c73ace524c7e8f0b8566c5fcecdf', 'log_call', 1768925880, 14);
INSERT INTO requests VALUES ('d3a8d5681c8c49a9adb0a0ff90d4c52f', 'announce_outage', 1768925880, 1);
INSERT INTO requests VALUES ('478dac6a70de43febe54e666a7e7d169', 'end_outage', 1768925880, 1);
INSERT INTO requests VALUES ('520fa4a52788474f8e904d1fd4fe6b8f', 'announce_outage', 1768925880, 2);
INSERT INTO requests VALUES ('2fccd61dc33143d198fcd23fa70e8bbd', 'make_first_administrator', 1768925880, 3);
INSERT INTO rungs VALUES (1, 'warning', NULL, 'P1', 70, NULL, 'dispatcher', 946684800, NULL);
INSERT INTO rungs VALUES (2, 'overdue', NULL, 'P1', 100, NULL, 'dispatcher,operator', 946684800, NULL);
INSERT INTO rungs VALUES (3, 'escalation', NULL, 'P1', NULL, 300, 'supervisor', 946684800, NULL);
INSERT INTO rungs VALUES (4, 'escalation', NULL, 'P1', NULL, 900, 'administrator', 946684800, NULL);
INSERT INTO rungs VALUES (5, 'warning', NULL, 'P2', 70, NULL, 'dispatcher', 946684800, NULL);
INSERT INTO rungs VALUES (6, 'overdue', NULL, 'P2', 100, NULL, 'dispatcher,operator', 946684800, NULL);
INSERT INTO rungs VALUES (7, 'escalation', NULL, 'P2', NULL, 300, 'supervisor', 946684800, NULL);
INSERT INTO rungs VALUES (8, 'escalation', NULL, 'P2', NULL, 900, 'administrator', 946684800, NULL);
INSERT INTO rungs VALUES (9, 'warning', NULL, 'P3', 80, NULL, 'dispatcher', 946684800, NULL);
INSERT INTO rungs VALUES (10, 'overdue', NULL, 'P3', 100, NULL, 'dispatcher', 946684800, NULL);
INSERT INTO rungs VALUES (11, 'escalation', NULL, 'P3', NULL, 1800, 'supervisor', 946684800, NULL);
INSERT INTO rungs VALUES (12, 'warning', NULL, 'P4', 90, NULL, 'dispatcher', 946684800, NULL);
INSERT INTO rungs VALUES (13, 'overdue', NULL, 'P4', 100, NULL, 'dispatcher', 946684800, NULL);
INSERT INTO rungs VALUES (14, 'escalation', NULL, 'P4', NULL, 7200, 'supervisor', 946684800, NULL);
INSERT INTO settings VALUES ('chained_after', 0);
INSERT INTO settings VALUES ('hold_reasons', '["\u7b49\u71c3\u6c14\u4ea4\u5e95", "\u7b49\u7535\u529b/\u901a\u4fe1\u4ea4\u5e95", "\u7b49\u6750\u6599", "\u7b49\u6398\u8def\u5ba1\u6279", "\u7b49\u505c\u7535", "\u7528\u6237\u8981\u6c42\u6539\u65f6\u95f4", "\u591c\u95f4\u65e0\u6cd5\u65bd\u5de5\uff0c\u5df2\u505a\u4e34\u65f6\u5904\u7f6e", "\u5176\u4ed6"]');
INSERT INTO staff VALUES (1, '值班员', 'administrator,dispatcher,operator,supervisor', '', 0, 0, NULL, NULL);
INSERT INTO staff VALUES (2, '演示调度', 'dispatcher,operator', '13800000002', 1, 0, NULL, NULL);
INSERT INTO staff VALUES (3, '演示管理员', 'administrator,dispatcher,operator,supervisor', '', 1, 0, 'admin', NULL);
INSERT INTO crews VALUES (1, '一班', '', '', NULL, NULL, 1, 1);
INSERT INTO crews VALUES (2, '二班', '', '', NULL, NULL, 1, 1);
INSERT INTO digests VALUES (1, 1768925880, 1768906500, 1768907580, 5, NULL, NULL);
INSERT INTO limits VALUES (1, 1, 1, 'accept', NULL, 'P1', NULL, NULL, NULL, NULL, NULL, 600, '参照吉林市水务：10 分钟内派单、10 分钟内回拨', 946684800, NULL);
INSERT INTO limits VALUES (2, 2, 1, 'accept', NULL, 'P2', NULL, NULL, NULL, NULL, NULL, 600, '参照吉林市水务：10 分钟内派单、10 分钟内回拨', 946684800, NULL);
INSERT INTO limits VALUES (3, 3, 1, 'accept', NULL, 'P3', NULL, NULL, NULL, NULL, NULL, 1800, '建议值，待公司确认', 946684800, NULL);
INSERT INTO limits VALUES (4, 4, 1, 'accept', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1800, '建议值，待公司确认', 946684800, NULL);
INSERT INTO limits VALUES (5, 5, 1, 'arrive', NULL, 'P1', 'urban', NULL, NULL, NULL, NULL, 1800, '参照泗水、济南供水：30 分钟内到场', 946684800, NULL);
INSERT INTO limits VALUES (6, 6, 1, 'arrive', NULL, 'P1', 'rural', NULL, NULL, NULL, NULL, 3600, '参照南安供水：乡镇 60 分钟内到场', 946684800, NULL);
INSERT INTO limits VALUES (7, 7, 1, 'arrive', NULL, 'P2', 'urban', NULL, NULL, NULL, NULL, 1800, '参照泗水、济南供水：30 分钟内到场', 946684800, NULL);
INSERT INTO limits VALUES (8, 8, 1, 'arrive', NULL, 'P2', 'rural', NULL, NULL, NULL, NULL, 3600, '参照南安供水：乡镇 60 分钟内到场', 946684800, NULL);
INSERT INTO limits VALUES (9, 9, 1, 'arrive', NULL, 'P3', 'urban', NULL, NULL, NULL, NULL, 3600, '参照同行公开承诺：一般故障 60 分钟内到场', 946684800, NULL);
INSERT INTO limits VALUES (10, 10, 1, 'arrive', NULL, 'P3', 'rural', NULL, NULL, NULL, NULL, 5400, '参照同行公开承诺：乡镇一般故障 90 分钟内到场', 946684800, NULL);
INSERT INTO limits VALUES (11, 11, 1, 'arrive', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 86400, '建议值：未约定时间的预约单 24 小时内到场', 946684800, NULL);
INSERT INTO limits VALUES (12, 12, 1, 'isolate', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 14400, '参照连云港供水：爆管 4 小时内止水', 946684800, NULL);
INSERT INTO limits VALUES (13, 13, 1, 'resolve', NULL, NULL, NULL, NULL, 100, NULL, NULL, 86400, '参照同行公开承诺：DN100 以下 24 小时内修复', 946684800, NULL);
INSERT INTO limits VALUES (14, 14, 1, 'resolve', NULL, NULL, NULL, 100, 501, NULL, NULL, 86400, '参照连云港供水：DN100–DN500 24 小时内修复', 946684800, NULL);
INSERT INTO limits VALUES (15, 15, 1, 'resolve', NULL, NULL, NULL, 501, NULL, NULL, NULL, 172800, '参照连云港供水：DN500 以上 48 小时内修复', 946684800, NULL);
INSERT INTO limits VALUES (16, 16, 1, 'resolve', 'no_water', NULL, NULL, NULL, NULL, NULL, NULL, 14400, '参照同行公开承诺：无水 4 小时内首次答复', 946684800, NULL);
INSERT INTO limits VALUES (17, 17, 1, 'resolve', 'low_pressure', NULL, NULL, NULL, NULL, NULL, NULL, 14400, '参照同行公开承诺：水压低 4 小时内首次答复', 946684800, NULL);
INSERT INTO limits VALUES (18, 18, 1, 'resolve', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 86400, '建议值：管径未知时按 24 小时', 946684800, NULL);
INSERT INTO members VALUES (1, 1, '演示队员', '13800000003', 1, 1);
INSERT INTO tickets VALUES (1, '20260120-0001', 16, 'closed', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', 1, 0, 1768874400, NULL, 1768874880, 1768876380, 1768877820, 1768878540, 1768889160, 1768889760, NULL, 3, 1, 0, 1, 0, 'satisfied', '换管', 'desk', NULL);
INSERT INTO tickets VALUES (2, '20260120-0002', 12, 'resolved', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', 600, '', NULL, '', 2, 0, 1768874400, NULL, 1768895160, NULL, NULL, 1768905960, 1768905960, NULL, NULL, 1, 0, 1, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (3, '20260120-0003', 3, 'new', 1, 'no_water', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (4, '20260120-0004', 2, 'merged', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, 1768905960, 5, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (5, '20260120-0005', 3, 'dispatched', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', 1, 0, 1768874400, NULL, 1768905960, NULL, NULL, NULL, NULL, NULL, NULL, 2, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (6, '20260120-0006', 2, 'cancelled', 0, 'valve', 'P3', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, 1768905960, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (7, '20260120-0007', 6, 'new', 0, 'no_water', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 1, NULL, '换阀', 'desk', NULL);
INSERT INTO tickets VALUES (8, '20260120-0008', 1, 'new', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768906080, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (9, '20260121-0001', 1, 'new', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (10, '20260121-0002', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '013806351234', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (11, '20260121-0003', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13806351234/13906351234', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (12, '20260121-0004', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '0635-3280212', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (13, '20260121-0005', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '０６３５－３２８０２１２', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO tickets VALUES (14, '20260121-0006', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL);
INSERT INTO calls VALUES (1, 1, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1);
INSERT INTO calls VALUES (2, 2, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1);
INSERT INTO calls VALUES (3, 3, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1);
INSERT INTO calls VALUES (4, 5, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1);
INSERT INTO calls VALUES (5, 5, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1);
INSERT INTO calls VALUES (6, 6, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1);
INSERT INTO calls VALUES (7, 7, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1);
INSERT INTO calls VALUES (8, 1, 'chase', '0635-3280212', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1);
INSERT INTO calls VALUES (9, 1, 'report', '0635-3280212', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1);
INSERT INTO calls VALUES (10, 8, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768906080, 1);
INSERT INTO calls VALUES (11, NULL, 'enquiry', '0635-3280212', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1);
INSERT INTO calls VALUES (12, NULL, 'complaint', '0635-3280212', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1);
INSERT INTO calls VALUES (13, 9, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768925880, 1);
INSERT INTO calls VALUES (14, 10, 'report', '013806351234', '013806351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (15, 11, 'report', '13806351234/13906351234', '1380635123413906351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (16, 12, 'report', '0635-3280212', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (17, 13, 'report', '０６３５－３２８０２１２', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (18, 14, 'report', '', '', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO clocks VALUES (1, 1, 'accept', 1, 1768874400, 600, 1, 0, 0, 0, NULL, 1768875660, 'done', 1768875000, NULL, 'P1', 1);
INSERT INTO clocks VALUES (2, 2, 'accept', 1, 1768874400, 600, 1, 0, 0, 0, NULL, 1768890360, 'done', 1768875000, NULL, 'P1', 1);
INSERT INTO clocks VALUES (3, 3, 'accept', 1, 1768874400, 600, 2, 0, 1, 0, 1768906080, NULL, NULL, 1768875000, NULL, 'P2', NULL);
INSERT INTO clocks VALUES (4, 4, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, 1768905960, 'merged', 1768875000, NULL, 'P2', NULL);
INSERT INTO clocks VALUES (5, 5, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768875000, NULL, 'P2', 1);
INSERT INTO clocks VALUES (6, 6, 'accept', 1, 1768874400, 1800, 3, 0, 0, 0, NULL, 1768905960, 'cancelled', 1768876200, NULL, 'P3', NULL);
INSERT INTO clocks VALUES (7, 7, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, 1768924080, 'done', 1768875000, NULL, 'P2', 2);
INSERT INTO clocks VALUES (8, 1, 'arrive', 1, 1768875660, 1800, 5, 0, 0, 0, NULL, 1768877100, 'done', 1768877460, NULL, 'P1', 1);
INSERT INTO clocks VALUES (9, 1, 'resolve', 1, 1768877100, 86400, 18, 3600, 1, 7200, NULL, 1768889160, 'done', 1768974300, NULL, 'P1', 1);
INSERT INTO clocks VALUES (10, 1, 'isolate', 1, 1768877100, 14400, 12, 0, 0, 0, NULL, 1768878540, 'done', 1768891500, NULL, 'P1', 1);
INSERT INTO clocks VALUES (11, 2, 'arrive', 1, 1768890360, 1800, 5, 0, 0, 0, NULL, 1768890960, 'done', 1768892160, NULL, 'P1', 1);
INSERT INTO clocks VALUES (12, 2, 'resolve', 1, 1768890960, 86400, 18, 0, 0, 0, NULL, 1768891560, 'returned', 1768977360, NULL, 'P1', 1);
INSERT INTO clocks VALUES (13, 2, 'isolate', 1, 1768890960, 14400, 12, 0, 0, 0, NULL, 1768891560, 'returned', 1768905360, NULL, 'P1', 1);
INSERT INTO clocks VALUES (14, 2, 'accept', 2, 1768891560, 600, 1, 0, 0, 0, NULL, 1768895160, 'reassigned', 1768892160, NULL, 'P1', 1);
INSERT INTO clocks VALUES (15, 2, 'accept', 3, 1768895160, 600, 1, 0, 0, 0, NULL, 1768895160, 'done', 1768895760, NULL, 'P1', 2);
INSERT INTO clocks VALUES (16, 2, 'arrive', 2, 1768895160, 1800, 5, 0, 0, 0, NULL, 1768895160, 'done', 1768896960, NULL, 'P1', 2);
INSERT INTO clocks VALUES (17, 2, 'resolve', 2, 1768895160, 172800, 15, 0, 1, 0, NULL, 1768905960, 'done', 1769067960, NULL, 'P1', 2);
INSERT INTO clocks VALUES (18, 2, 'isolate', 2, 1768895160, 14400, 12, 0, 0, 0, NULL, 1768905960, 'done', 1768909560, NULL, 'P1', 2);
INSERT INTO clocks VALUES (19, 8, 'accept', 1, 1768906080, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768906680, NULL, 'P1', NULL);
INSERT INTO clocks VALUES (20, 7, 'arrive', 1, 1768924080, 1800, 7, 0, 0, 0, NULL, 1768924080, 'done', 1768925880, NULL, 'P2', 2);
INSERT INTO clocks VALUES (21, 7, 'resolve', 1, 1768924080, 14400, 16, 0, 0, 0, NULL, 1768924080, 'done', 1768938480, NULL, 'P2', 2);
INSERT INTO clocks VALUES (22, 7, 'accept', 2, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (23, 9, 'accept', 1, 1768925880, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P1', NULL);
INSERT INTO clocks VALUES (24, 10, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (25, 11, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (26, 12, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (27, 13, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (28, 14, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO journal VALUES (1, 1768788000, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 1, "new": {"name": "一班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', '79f484b654d24ed2a0e4f7dcc1006b15', 'd83b269200f810032574872e3c2ebf52cfeb5875ef70d2faad1693e2bcede8c0');
INSERT INTO journal VALUES (2, 1768788000, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 2, "new": {"name": "二班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', 'd5d4c2a543c146988fffcdd8f4c62f4e', 'a5730c1308e919bd4f31b6ac43e5760051c5c92b8fba2f5254010f8fc33efa48');
INSERT INTO journal VALUES (3, 1768874400, NULL, 1, '1 号席', 'log_call', 1, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 1, "new": {"number": "20260120-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 1, "new": {"ticket_id": 1, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 1, "new": {"ticket_id": 1, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768874400, "staff_id": 1}}]', '3341d635cf764f7f9df3bff855b2ece7', '4fb674f133f784a80175a373e72cd98e117cca3001893c6c7c8a2c9631d511b0');
INSERT INTO journal VALUES (4, 1768874400, NULL, 1, '1 号席', 'log_call', 2, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 2, "new": {"number": "20260120-0002", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 2, "new": {"ticket_id": 2, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 2, "new": {"ticket_id": 2, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768874400, "staff_id": 1}}]', '12d1411b61c648d2b13598881b708cc7', '47847ce94f5c8222dbdaa8fb66fc7988c1c97879f30849ac28b0fc55a37c879b');
INSERT INTO journal VALUES (5, 1768874400, NULL, 1, '1 号席', 'log_call', 3, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 3, "new": {"number": "20260120-0003", "version": 1, "state": "new", "held": false, "fault": "low_pressure", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 3, "new": {"ticket_id": 3, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 3, "new": {"ticket_id": 3, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768874400, "staff_id": 1}}]', 'c61e63ce32db44e991c0dfc90b9e4b3e', 'bdc94c1c158c667b829006275cc6f1d6cf33856eb9317153e710cfa4f5772300');
INSERT INTO journal VALUES (6, 1768874400, NULL, 1, '1 号席', 'log_call', 4, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 4, "new": {"number": "20260120-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 4, "new": {"ticket_id": 4, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 4, "new": {"ticket_id": 4, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768874400, "staff_id": 1}}]', '7397e180357045a3892d420b2a272e6c', '240df105fba50330fad1282d8f9f68fd6464825cf65b76338d20de0817e0b5cd');
INSERT INTO journal VALUES (7, 1768874400, NULL, 1, '1 号席', 'log_call', 5, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 5, "new": {"number": "20260120-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 5, "new": {"ticket_id": 5, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 5, "new": {"ticket_id": 5, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768874400, "staff_id": 1}}]', 'b91eac72b4d74721b92c075afc316e95', '34df59b26a94d844bdf53c4c58c9f116deb6f867cf4dbb66ac4598312b11a156');
INSERT INTO journal VALUES (8, 1768874400, NULL, 1, '1 号席', 'log_call', 6, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 6, "new": {"number": "20260120-0006", "version": 1, "state": "new", "held": false, "fault": "valve", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 6, "new": {"ticket_id": 6, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 6, "new": {"ticket_id": 6, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768874400, "staff_id": 1}}]', 'fe0994338ac146488727ad09d34ee243', '0ac401f5349a89b1bbcea6bec8e60428855572512b5bd8dbf42804cc4d403164');
INSERT INTO journal VALUES (9, 1768874400, NULL, 1, '1 号席', 'log_call', 7, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 7, "new": {"number": "20260120-0007", "version": 1, "state": "new", "held": false, "fault": "no_water", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 7, "new": {"ticket_id": 7, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 7, "new": {"ticket_id": 7, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768874400, "staff_id": 1}}]', '0ae6b8a90134441aad311af7ec6744e4', 'a611173d4f5f7472c18457b100f80e5407b0b9ab0f892496268e07f81845394f');
INSERT INTO journal VALUES (10, 1768874400, NULL, 1, '1 号席', 'chase', 1, 2, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 1, "calls": 1, "chases": 0}, "new": {"version": 2, "calls": 2, "chases": 1}}, {"table": "calls", "key": 8, "new": {"ticket_id": 1, "kind": "chase", "phone": "0635-3280212", "phone_digits": "06353280212", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "at": 1768874400, "staff_id": 1}}]', '7713ac06c6aa4ec0b47c5c553b5f887c', 'fa571176eb795e7f1617de5679d1d5c0280e528747c514fd5bd2700587c1cf43');
INSERT INTO journal VALUES (11, 1768874400, NULL, 1, '1 号席', 'attach_call', 1, 3, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 2, "calls": 2}, "new": {"version": 3, "calls": 3}}, {"table": "calls", "key": 9, "new": {"ticket_id": 1, "kind": "report", "phone": "0635-3280212", "phone_digits": "06353280212", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "at": 1768874400, "staff_id": 1}}]', '7f0d45a18c674f4086cb595c523e3f84', 'fd38defcba845ec95ac17f3ff084fb39e58298e36d9a6d5b4de53bf19059bad9');
INSERT INTO journal VALUES (12, 1768874880, NULL, 1, '1 号席', 'dispatch', 1, 4, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 3, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 4, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768874880}}]', '1f1df6ab915c447d8168b5b2358ddbb2', 'e14fcb10c218ea3cfada0536ed37ca49ebe27ba85aa0a8ed9b669b74b83eec0a');
INSERT INTO journal VALUES (13, 1768874880, NULL, 1, '1 号席', 'acknowledge', 1, NULL, '', 'alerts', '[{"table": "alerts", "key": 1, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '49e30a7b429a40bfa739612211e351cf', 'cd0525aaf47652be9cd695e9de3f349ef13fbbeb8c5a7c91dcd03ada1acd348e');
INSERT INTO journal VALUES (14, 1768874880, NULL, 1, '1 号席', 'acknowledge', 2, NULL, '', 'alerts', '[{"table": "alerts", "key": 2, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '49e30a7b429a40bfa739612211e351cf', '06500f25f06068e0ce50cb34938dd73e7b5db6a084784403bedb5fed61bc8cdc');
INSERT INTO journal VALUES (15, 1768874880, NULL, 1, '1 号席', 'acknowledge', 4, NULL, '', 'alerts', '[{"table": "alerts", "key": 3, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '49e30a7b429a40bfa739612211e351cf', '150d774cda20978f9777e5b12bab7f4b911e58c9a642332d6130d8e6c0e46cac');
INSERT INTO journal VALUES (16, 1768874880, NULL, 1, '1 号席', 'acknowledge', 5, NULL, '', 'alerts', '[{"table": "alerts", "key": 4, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '49e30a7b429a40bfa739612211e351cf', '3d358853acd3811634e6bf163148314723dbbfae72338cfd5c78a52b9ec6303e');
INSERT INTO journal VALUES (17, 1768874880, NULL, 1, '1 号席', 'acknowledge', 7, NULL, '', 'alerts', '[{"table": "alerts", "key": 5, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '49e30a7b429a40bfa739612211e351cf', '855356387292c0f7f4410ed0cfd7800927d1452e231a7f75434270771e411072');
INSERT INTO journal VALUES (18, 1768875660, NULL, 1, '1 号席', 'accept', 1, 5, '', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768875660, "outcome": "done"}}, {"table": "clocks", "key": 8, "new": {"ticket_id": 1, "stage": "arrive", "round": 1, "started": 1768875660, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768877460, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 4, "state": "dispatched"}, "new": {"version": 5, "state": "accepted"}}]', '2b4b9cc6180c4f0089eeb6ef262a6926', 'bca62d452dad4e8ec80608e38c6ee640d9d7adfd09320bc47fc689ca4895f1e7');
INSERT INTO journal VALUES (19, 1768876380, NULL, 1, '1 号席', 'depart', 1, 6, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 5, "departed_at": null}, "new": {"version": 6, "departed_at": 1768876380}}]', '42d20a4b26ee4a908e081b3b16c2103f', '4cdcc7a8e8b17e7301d1ca7c2a5267e883c685e8a2fd99fc25621fee7b7ddbb7');
INSERT INTO journal VALUES (20, 1768877100, NULL, 1, '1 号席', 'arrive', 1, 7, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768877100, "outcome": "done"}}, {"table": "clocks", "key": 9, "new": {"ticket_id": 1, "stage": "resolve", "round": 1, "started": 1768877100, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768963500, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 10, "new": {"ticket_id": 1, "stage": "isolate", "round": 1, "started": 1768877100, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768891500, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 6, "state": "accepted"}, "new": {"version": 7, "state": "arrived"}}]', '6cd5eb5842a34e479a818dbc746f0789', '491bd415712f2b45ae2f43a96d11a01b10791f5c456836fff53736f59589ecd2');
INSERT INTO journal VALUES (21, 1768877820, NULL, 1, '1 号席', 'locate', 1, 8, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 7, "located_at": null}, "new": {"version": 8, "located_at": 1768877820}}]', '39ba3dd9e79b40b4a1953f741c9a6257', '670e86f95f7616189c40e7be13c91ae534c733c93acfbe706f954423414ffdad');
INSERT INTO journal VALUES (22, 1768878540, NULL, 1, '1 号席', 'isolate', 1, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 10, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768878540, "outcome": "done"}}, {"table": "tickets", "key": 1, "old": {"version": 8, "isolated_at": null}, "new": {"version": 9, "isolated_at": 1768878540}}]', '9dff16be79f446098f36af34a9aa6cbc', '5335b38634bbb3008648e403ee8fef38a60c42583fc4f5e0ca2acc7621b3bb51');
INSERT INTO journal VALUES (23, 1768878660, NULL, 1, '1 号席', 'hold', 1, 10, '等材料', 'clocks,holds,tickets', '[{"table": "clocks", "key": 9, "old": {"held_since": null}, "new": {"held_since": 1768878660}}, {"table": "holds", "key": 1, "new": {"ticket_id": 1, "clock_id": 9, "since": 1768878660, "until": null, "reason": "等材料", "granted_by": 1}}, {"table": "tickets", "key": 1, "old": {"version": 9, "held": false}, "new": {"version": 10, "held": true}}]', '37b58ac51c8442d5b88cbd33780f5603', 'eb6c656920b4457d49b8a346a250b0b7a3168da92959a6de59d9789998bfffd6');
INSERT INTO journal VALUES (24, 1768885860, NULL, 1, '1 号席', 'resume', 1, 11, '', 'clocks,holds,tickets', '[{"table": "holds", "key": 1, "old": {"until": null}, "new": {"until": 1768885860}}, {"table": "clocks", "key": 9, "old": {"held": 0, "held_since": 1768878660, "deadline": 1768963500}, "new": {"held": 7200, "held_since": null, "deadline": 1768970700}}, {"table": "tickets", "key": 1, "old": {"version": 10, "held": true}, "new": {"version": 11, "held": false}}]', '84a531ef3cc343638d5ea86fd5780d26', 'e43b6d0d585c9091a6354abbe60285ccf2c1ecd60d11de3eef65adeac6ea0d35');
INSERT INTO journal VALUES (25, 1768885860, NULL, 1, '1 号席', 'extend', 1, 12, '夜间', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"extended": 0, "term": 0, "deadline": 1768970700}, "new": {"extended": 3600, "term": 1, "deadline": 1768974300}}, {"table": "tickets", "key": 1, "old": {"version": 11, "extensions": 0}, "new": {"version": 12, "extensions": 1}}]', 'c4bffe1325ec4150b38aa75c7eb14651', '869c83f93715de16dd3acf389fc6cdfc30e998dc0e5172ff12561f453a7833fd');
INSERT INTO journal VALUES (26, 1768889460, NULL, 1, '1 号席', 'resolve', 1, 13, '换管', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768889460, "outcome": "done"}}, {"table": "tickets", "key": 1, "old": {"version": 12, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 13, "state": "resolved", "resolved_at": 1768889460, "resolution": "换管"}}]', '070df2afad454cc1849e764a564ef46f', '5c52c22ab2e56b4fdbce2b25b30e565d46f872bc402120654f8389f68daffc07');
INSERT INTO journal VALUES (27, 1768889460, 1768889160, 1, '1 号席', 'correct_time', 1, 14, '处置完成：记错', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": 1768889460}, "new": {"stopped": 1768889160}}, {"table": "tickets", "key": 1, "old": {"version": 13, "resolved_at": 1768889460}, "new": {"version": 14, "resolved_at": 1768889160}}]', '0aa90f6ff0bc44aebad86af6dde942f1', 'd2aa6ae5ff28cdc3df4b3eb0cd80fcf600f7afea3e71d8ca537fa5e9b34075c7');
INSERT INTO journal VALUES (28, 1768889460, NULL, 1, '1 号席', 'callback', 1, 15, '满意', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 14, "callback": null}, "new": {"version": 15, "callback": "satisfied"}}]', 'f536f1db3f5b4a3faa995585851c9438', 'aae746c1c37472fbde76ab14971e5231b6267a9ff8ec6bb34e74c015e8f4d805');
INSERT INTO journal VALUES (29, 1768889760, NULL, 1, '1 号席', 'close', 1, 16, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 15, "state": "resolved", "ended_at": null}, "new": {"version": 16, "state": "closed", "ended_at": 1768889760}}]', '131495467db4471594341053fd159fc4', '8389db90458aac91857850b8bae49c4039432a2c74167579f94d5a717a6a2a2a');
INSERT INTO journal VALUES (30, 1768889760, NULL, 1, '1 号席', 'dispatch', 2, 2, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768889760}}]', '371a227ab98343cab801bacec1723265', '753290eab258fbfd6514baf922d00fecce847ca248ccdd54b3f7201467c363da');
INSERT INTO journal VALUES (31, 1768890360, NULL, 1, '1 号席', 'accept', 2, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768890360, "outcome": "done"}}, {"table": "clocks", "key": 11, "new": {"ticket_id": 2, "stage": "arrive", "round": 1, "started": 1768890360, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', '771653646f584360b97bdbfb8cc12436', '625ab3fdaf4dfe38a2831f432f0bb55dc7ce803336fa8a1cca514a3ea76b313b');
INSERT INTO journal VALUES (32, 1768890960, NULL, 1, '1 号席', 'arrive', 2, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 11, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768890960, "outcome": "done"}}, {"table": "clocks", "key": 12, "new": {"ticket_id": 2, "stage": "resolve", "round": 1, "started": 1768890960, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768977360, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 13, "new": {"ticket_id": 2, "stage": "isolate", "round": 1, "started": 1768890960, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768905360, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', 'a24966379bb94781a00dee177183ad52', 'f2f4a2acc0cca408afedff4663fba54c13f85a0e84d4c573da70d70929757f62');
INSERT INTO journal VALUES (33, 1768891560, NULL, 1, '1 号席', 'return', 2, 5, '不归本班', 'clocks,tickets', '[{"table": "clocks", "key": 12, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 13, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 14, "new": {"ticket_id": 2, "stage": "accept", "round": 2, "started": 1768891560, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"crew_id": 1}, "new": {"crew_id": null}}, {"table": "tickets", "key": 2, "old": {"version": 4, "state": "arrived", "crew_id": 1, "dispatched_at": 1768889760, "returns": 0}, "new": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null, "returns": 1}}]', '203cd06f838644b29bd4ccca2b57d2c0', 'd4e707a30e6db8b509bc7adc26883f8020b514c581a1ece97518258054aec9b2');
INSERT INTO journal VALUES (34, 1768895160, NULL, 1, '1 号席', 'dispatch', 2, 6, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 6, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768895160}}]', '0d4d8817545c4ce39143b3fb09186c18', 'e550c7e1a92de037673a157493eec5602d028338ce3743de48d0707440af865f');
INSERT INTO journal VALUES (35, 1768895160, NULL, 1, '1 号席', 'reassign', 2, 7, '二班：更近', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768895160, "outcome": "reassigned"}}, {"table": "clocks", "key": 15, "new": {"ticket_id": 2, "stage": "accept", "round": 3, "started": 1768895160, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768895760, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 15, "old": {"crew_id": 1}, "new": {"crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 6, "crew_id": 1}, "new": {"version": 7, "crew_id": 2}}]', '15aa098a13da4eea92ae77995d318642', '50485e8b408f0dfb500e75090e24753fbe008807da84167bc98cbed26962ab77');
INSERT INTO journal VALUES (36, 1768895160, NULL, 1, '1 号席', 'accept', 2, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 15, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 16, "new": {"ticket_id": 2, "stage": "arrive", "round": 2, "started": 1768895160, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768896960, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 7, "state": "dispatched"}, "new": {"version": 8, "state": "accepted"}}]', '58454a074ae74722884b609058c0ec53', '767341927492cebdcb5265a9bf24beb003c20066dbbecab9e088925851ee279d');
INSERT INTO journal VALUES (37, 1768895160, NULL, 1, '1 号席', 'arrive', 2, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 16, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 17, "new": {"ticket_id": 2, "stage": "resolve", "round": 2, "started": 1768895160, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768981560, "priority": "P1", "crew_id": 2}}, {"table": "clocks", "key": 18, "new": {"ticket_id": 2, "stage": "isolate", "round": 2, "started": 1768895160, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768909560, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 8, "state": "accepted"}, "new": {"version": 9, "state": "arrived"}}]', '0332c233cecf4a458616ff4a50bacc9f', '50c30dd86d986115a0f7ad4c49d3bf15626b39a141cfec7fec30cf029cc606b2');
INSERT INTO journal VALUES (38, 1768905960, NULL, 1, '1 号席', 'isolate', 2, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 18, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768905960}}]', '89f98cbb7d5046eca5ab8843df4a59b8', 'a12147a82092aa88506320de335c100dffe62cbca2527652677e161d0bd54201');
INSERT INTO journal VALUES (39, 1768905960, NULL, 1, '1 号席', 'rerate', 2, 11, '现场核实', 'clocks,tickets', '[{"table": "clocks", "key": 17, "old": {"limit": 86400, "limit_id": 18, "term": 0, "deadline": 1768981560}, "new": {"limit": 172800, "limit_id": 15, "term": 1, "deadline": 1769067960}}, {"table": "tickets", "key": 2, "old": {"version": 10, "dn": null}, "new": {"version": 11, "dn": 600}}]', 'e2c6e2c64bfc4200b60905582d581b7a', '8ac3cff764847c0c6449e83b749229b7b62f0c4efe8c329eeb57f3a7c495aedf');
INSERT INTO journal VALUES (40, 1768905960, NULL, 1, '1 号席', 'resolve', 2, 12, '', 'clocks,tickets', '[{"table": "clocks", "key": 17, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 11, "state": "arrived", "resolved_at": null}, "new": {"version": 12, "state": "resolved", "resolved_at": 1768905960}}]', '90a0ddbad94a49e88795a187a28033a1', '672dbb7debccd40ee744b06d7f804c02c2d3b31662af0934d4885ea880c2c72b');
INSERT INTO journal VALUES (41, 1768905960, NULL, 1, '1 号席', 'merge', 4, 2, '20260120-0004 并入 20260120-0005', 'clocks,tickets', '[{"table": "clocks", "key": 4, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "merged"}}, {"table": "tickets", "key": 4, "old": {"version": 1, "state": "new", "ended_at": null, "merged_into": null}, "new": {"version": 2, "state": "merged", "ended_at": 1768905960, "merged_into": 5}}]', '941d012bacdd44bf87a80e7a637ecf33', '69e11e8b8b5bd6306a1fe0016a8103ee32d6eb0cc133f2bc02b6381c9bae82fb');
INSERT INTO journal VALUES (42, 1768905960, NULL, 1, '1 号席', 'merge', 5, 2, '20260120-0004 并入 20260120-0005', 'calls,tickets', '[{"table": "calls", "key": 4, "old": {"ticket_id": 4}, "new": {"ticket_id": 5}}, {"table": "tickets", "key": 5, "old": {"version": 1, "calls": 1}, "new": {"version": 2, "calls": 2}}]', '941d012bacdd44bf87a80e7a637ecf33', 'bf8df2025dafebe340095c19fad5a8b9a0a829bcb30bac4003f25765601ef614');
INSERT INTO journal VALUES (43, 1768905960, NULL, 1, '1 号席', 'dispatch', 5, 3, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 5, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 5, "old": {"version": 2, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 3, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768905960}}]', '6cb4e7befbc54e409593b795a0c15a6c', '94733461a31d86a57f52dd63e78df05eb4a5ef0a1fefe2d92913f34a09fcf07a');
INSERT INTO journal VALUES (44, 1768905960, NULL, 1, '1 号席', 'cancel', 6, 2, '误报', 'clocks,tickets', '[{"table": "clocks", "key": 6, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "cancelled"}}, {"table": "tickets", "key": 6, "old": {"version": 1, "state": "new", "ended_at": null}, "new": {"version": 2, "state": "cancelled", "ended_at": 1768905960}}]', 'ab536cae1fe7484babb5e6919ba64888', '2737da48a9aa05a1e0457106d621887be77063954f7a6583d0b799a664ea89cb');
INSERT INTO journal VALUES (45, 1768905960, NULL, 1, '1 号席', 'rerate', 3, 2, '整片无水', 'clocks,tickets', '[{"table": "clocks", "key": 3, "old": {"limit": 1800, "limit_id": 3, "term": 0, "deadline": 1768876200, "priority": "P3"}, "new": {"limit": 600, "limit_id": 2, "term": 1, "deadline": 1768875000, "priority": "P2"}}, {"table": "tickets", "key": 3, "old": {"version": 1, "fault": "low_pressure", "priority": "P3"}, "new": {"version": 2, "fault": "no_water", "priority": "P2"}}]', 'a67bcc8f3cb34f989ed6e8f6d8c7887d', 'd27837a74cebc9795bd894b715a83ec85153c2a367e72432b8fb657ae4a72e9e');
INSERT INTO journal VALUES (46, 1768906080, NULL, 1, '1 号席', 'hold', 3, 3, '用户要求改时间', 'clocks,holds,tickets', '[{"table": "clocks", "key": 3, "old": {"held_since": null}, "new": {"held_since": 1768906080}}, {"table": "holds", "key": 2, "new": {"ticket_id": 3, "clock_id": 3, "since": 1768906080, "until": null, "reason": "用户要求改时间", "granted_by": 1}}, {"table": "tickets", "key": 3, "old": {"version": 2, "held": false}, "new": {"version": 3, "held": true}}]', 'b289694df4f842f58e959bbc860812b1', 'dd725ac23b8d9f527db48c1ca26c9375e6b1b2c3c1308c3cc3da88400bb01918');
INSERT INTO journal VALUES (47, 1768906080, NULL, 1, '1 号席', 'log_call', 8, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 8, "new": {"number": "20260120-0008", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768906080, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 19, "new": {"ticket_id": 8, "stage": "accept", "round": 1, "started": 1768906080, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768906680, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 10, "new": {"ticket_id": 8, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768906080, "staff_id": 1}}]', 'a632a282613643508e9d5487c0859382', 'a5aca6bd238fcc4c80a2a222fa9285a7975b166cebf29d43a79b8218f008afb4');
INSERT INTO journal VALUES (48, 1768924080, NULL, 1, '1 号席', 'dispatch', 7, 2, '二班', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"crew_id": null}, "new": {"crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 2, "dispatched_at": 1768924080}}]', 'b9544483cb504eaf87787a3c17cafd90', 'a3a6f2f57f18059b3a246fe291901e84920e8a0f2e484c0fdfd12c248ef40876');
INSERT INTO journal VALUES (49, 1768924080, NULL, 1, '1 号席', 'accept', 7, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 20, "new": {"ticket_id": 7, "stage": "arrive", "round": 1, "started": 1768924080, "limit": 1800, "limit_id": 7, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768925880, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', '7cda4cd279074f84bd6809e9e4b821bb', '8d137e9840feff74228a0645eab3cdf3012f63e21ef586b60565f45a1e6d7c8f');
INSERT INTO journal VALUES (50, 1768924080, NULL, 1, '1 号席', 'arrive', 7, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 20, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 21, "new": {"ticket_id": 7, "stage": "resolve", "round": 1, "started": 1768924080, "limit": 14400, "limit_id": 16, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768938480, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', 'e28e0de1d5f04ac594009858c161697f', 'b8c3081949109d96af9178ca2bbb6c35f9a07d5b864dd2fa5be24126be1cbe9e');
INSERT INTO journal VALUES (51, 1768924080, NULL, 1, '1 号席', 'resolve', 7, 5, '换阀', 'clocks,tickets', '[{"table": "clocks", "key": 21, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768924080, "outcome": "done"}}, {"table": "tickets", "key": 7, "old": {"version": 4, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 5, "state": "resolved", "resolved_at": 1768924080, "resolution": "换阀"}}]', 'e093d578941f469e88000557d73d797c', '2c772adf6455822ea3edff14ce025ecdab8ee24543dc2f5e6ae15763c5787f43');
INSERT INTO journal VALUES (52, 1768925880, NULL, 1, '1 号席', 'reopen', 7, 6, '又没水', 'clocks,tickets', '[{"table": "clocks", "key": 22, "new": {"ticket_id": 7, "stage": "accept", "round": 2, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "tickets", "key": 7, "old": {"version": 5, "state": "resolved", "crew_id": 2, "dispatched_at": 1768924080, "resolved_at": 1768924080, "reopenings": 0}, "new": {"version": 6, "state": "new", "crew_id": null, "dispatched_at": null, "resolved_at": null, "reopenings": 1}}]', 'd12f805f77d144fd8015682db2e35ace', 'ba66f4e9c836eb6e2571f654a6efac57738697b82a54b7de4889cdd561870fed');
INSERT INTO journal VALUES (53, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 11, "new": {"ticket_id": null, "kind": "enquiry", "phone": "0635-3280212", "phone_digits": "06353280212", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "at": 1768925880, "staff_id": 1}}]', 'f773a66cd6c24eaaac3fd6ddd5ea2efc', 'f7af85132d4c39d05a8f19dd5100a0ed9debe2e54de167cb1a1140b8a7b2da01');
INSERT INTO journal VALUES (54, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 12, "new": {"ticket_id": null, "kind": "complaint", "phone": "0635-3280212", "phone_digits": "06353280212", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "at": 1768925880, "staff_id": 1}}]', '3326322c5b7a4114bdf70328b13e810a', '1dff92a39cff147acd06910ad5007ed6edee7f6295ecf4877a715e9ba5d9ca4d');
INSERT INTO journal VALUES (55, 1768925880, NULL, 1, '1 号席', 'log_call', 9, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 9, "new": {"number": "20260121-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 23, "new": {"ticket_id": 9, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 13, "new": {"ticket_id": 9, "kind": "report", "phone": "13800000000", "phone_digits": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "at": 1768925880, "staff_id": 1}}]', '67821d23b9e142b5979139d7cb27c70a', '43ff3d582f00151e98c1b0d589cfef26f95c6223eab942525edfeb335da1dad8');
INSERT INTO journal VALUES (56, 1768925880, NULL, 1, '1 号席', 'save_staff', NULL, NULL, '', 'staff', '[{"table": "staff", "key": 2, "new": {"name": "演示调度", "roles": "dispatcher,operator", "phone": "13800000002", "active": true, "login": null, "expires": null}}]', 'd511872dc32c4ed7a24b01f7561ea5e4', '793fc8ef7c5539faf380948149d227021f95b31125f470797b3e51b45b739a92');
INSERT INTO journal VALUES (57, 1768925880, NULL, 1, '1 号席', 'save_member', NULL, NULL, '', 'members', '[{"table": "members", "key": 1, "new": {"crew_id": 1, "name": "演示队员", "phone": "13800000003", "leader": true, "active": true}}]', 'fcc1236f0bc341e0924cfadf2c0ab991', '0c22c32265928538d0ed919160e43ae5f0a79732c8a69823d9f50fdef8f1de22');
INSERT INTO journal VALUES (58, 1768925880, NULL, 1, '1 号席', 'log_call', 10, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 10, "new": {"number": "20260121-0002", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "013806351234", "caller": "演示来电人", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 24, "new": {"ticket_id": 10, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 14, "new": {"ticket_id": 10, "kind": "report", "phone": "013806351234", "phone_digits": "013806351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "at": 1768925880, "staff_id": 1}}]', '22b8c8d28f9f41db80d0a7088bda4782', '06f40acc381810ff92116abf1305290fe0101538baf0d9f5fe1bc664a723a52a');
INSERT INTO journal VALUES (59, 1768925880, NULL, 1, '1 号席', 'log_call', 11, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 11, "new": {"number": "20260121-0003", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13806351234/13906351234", "caller": "演示来电人", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 25, "new": {"ticket_id": 11, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 15, "new": {"ticket_id": 11, "kind": "report", "phone": "13806351234/13906351234", "phone_digits": "1380635123413906351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "at": 1768925880, "staff_id": 1}}]', 'b3bac8e218ef424c919966e195c40d9c', '2061804a14dc9eadb005cba66acff393bebe8f75b3b94b831fbc2b27932cb501');
INSERT INTO journal VALUES (60, 1768925880, NULL, 1, '1 号席', 'log_call', 12, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 12, "new": {"number": "20260121-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "0635-3280212", "caller": "演示来电人", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 26, "new": {"ticket_id": 12, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 16, "new": {"ticket_id": 12, "kind": "report", "phone": "0635-3280212", "phone_digits": "06353280212", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "at": 1768925880, "staff_id": 1}}]', 'f7e4ee7a89574bb68cf42d903f84321d', '209a7f6bade0db88279147d7c46c3881f4d8b9b644abb7e3294f2350e3c9d839');
INSERT INTO journal VALUES (61, 1768925880, NULL, 1, '1 号席', 'log_call', 13, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 13, "new": {"number": "20260121-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 27, "new": {"ticket_id": 13, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 17, "new": {"ticket_id": 13, "kind": "report", "phone": "０６３５－３２８０２１２", "phone_digits": "06353280212", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "at": 1768925880, "staff_id": 1}}]', '73cb766aa8c14cdb9b4425845ac71e4a', 'b2407a743bfcdfb73d003c0f44b73059610abc7c30d07c81fb145fbbcaf857c8');
INSERT INTO journal VALUES (62, 1768925880, NULL, 1, '1 号席', 'log_call', 14, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 14, "new": {"number": "20260121-0006", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "", "caller": "演示来电人", "household_no": "", "dn": null, "material": "", "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 28, "new": {"ticket_id": 14, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 18, "new": {"ticket_id": 14, "kind": "report", "phone": "", "phone_digits": "", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "at": 1768925880, "staff_id": 1}}]', 'f7c5c73ace524c7e8f0b8566c5fcecdf', '14a37b4cabc7855f906af0ab49cc94f75048c978ea2b87de3d258b91bce8efd3');
INSERT INTO journal VALUES (63, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "new": {"area": "文化街", "cause": "抢修", "since": 1768925880, "expected": 1768936680, "households": 120, "planned": false, "place_id": null, "ticket_id": null, "until": null}}]', 'd3a8d5681c8c49a9adb0a0ff90d4c52f', '8fc2e3871b6c376744cc9a9803dc7f99025ced9c93a333e940207ca651c0760e');
INSERT INTO journal VALUES (64, 1768925880, NULL, 1, '1 号席', 'end_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "old": {"until": null}, "new": {"until": 1768925880}}]', '478dac6a70de43febe54e666a7e7d169', 'a3dfde0ba7a3e1b3803b8acd4ccc1fbab5b89079b8c52429e62789bb8feb8951');
INSERT INTO journal VALUES (65, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 2, "new": {"area": "金光路", "cause": "检修", "since": 1768925880, "expected": null, "households": null, "planned": true, "place_id": null, "ticket_id": null, "until": null}}]', '520fa4a52788474f8e904d1fd4fe6b8f', '54b44a6673c888bca5d220a09819b08c9b485d967d8447d63972fede2f5f925b');
INSERT INTO journal VALUES (66, 1768925880, NULL, 1, '1 号席', 'make_first_administrator', NULL, NULL, '演示管理员的密码', 'staff', '[{"table": "staff", "key": 1, "old": {"active": true, "on_duty": true, "login": "值班员"}, "new": {"active": false, "on_duty": false, "login": null}}, {"table": "staff", "key": 3, "new": {"name": "演示管理员", "login": "admin", "roles": "administrator,dispatcher,operator,supervisor", "active": true, "expires": null}}]', '2fccd61dc33143d198fcd23fa70e8bbd', 'cc08d6c9d346abcc273a149d64bdb211eb91d598451bc7eba5138c2b66af836d');
INSERT INTO outages VALUES (1, '文化街', NULL, NULL, 120, '抢修', 0, 1768925880, 1768936680, 1768925880);
INSERT INTO outages VALUES (2, '金光路', NULL, NULL, NULL, '检修', 1, 1768925880, NULL, NULL);
INSERT INTO alerts VALUES (1, 1, 0, 1, 'dispatcher', 1768874820, 1768874880, 'sent', '', NULL, 1, 1768874880);
INSERT INTO alerts VALUES (2, 2, 0, 1, 'dispatcher', 1768874820, 1768874880, 'sent', '', NULL, 1, 1768874880);
INSERT INTO alerts VALUES (3, 4, 0, 5, 'dispatcher', 1768874820, 1768874880, 'sent', '', NULL, 1, 1768874880);
INSERT INTO alerts VALUES (4, 5, 0, 5, 'dispatcher', 1768874820, 1768874880, 'sent', '', NULL, 1, 1768874880);
INSERT INTO alerts VALUES (5, 7, 0, 5, 'dispatcher', 1768874820, 1768874880, 'sent', '', NULL, 1, 1768874880);
INSERT INTO alerts VALUES (6, 1, 0, 2, 'dispatcher', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (7, 1, 0, 2, 'operator', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (8, 2, 0, 2, 'dispatcher', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (9, 2, 0, 2, 'operator', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (10, 4, 0, 6, 'dispatcher', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (11, 4, 0, 6, 'operator', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (12, 5, 0, 6, 'dispatcher', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (13, 5, 0, 6, 'operator', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (14, 7, 0, 6, 'dispatcher', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (15, 7, 0, 6, 'operator', 1768875000, 1768875060, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (16, 1, 0, 3, 'supervisor', 1768875300, 1768875660, 'suppressed', '受理已完成', NULL, NULL, NULL);
INSERT INTO alerts VALUES (17, 2, 0, 3, 'supervisor', 1768875300, 1768875780, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (18, 4, 0, 7, 'supervisor', 1768875300, 1768875780, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (19, 5, 0, 7, 'supervisor', 1768875300, 1768875780, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (20, 7, 0, 7, 'supervisor', 1768875300, 1768875780, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (21, 3, 0, 9, 'dispatcher', 1768875840, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (22, 3, 0, 10, 'dispatcher', 1768876200, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (23, 6, 0, 9, 'dispatcher', 1768875840, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (24, 6, 0, 10, 'dispatcher', 1768876200, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (25, 2, 0, 4, 'administrator', 1768875900, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (26, 4, 0, 8, 'administrator', 1768875900, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (27, 5, 0, 8, 'administrator', 1768875900, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (28, 7, 0, 8, 'administrator', 1768875900, 1768876500, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (29, 8, 0, 1, 'dispatcher', 1768876920, 1768877100, 'suppressed', '到场已完成', NULL, NULL, NULL);
INSERT INTO alerts VALUES (30, 3, 0, 11, 'supervisor', 1768878000, 1768878660, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (31, 6, 0, 11, 'supervisor', 1768878000, 1768878660, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (32, 14, 0, 1, 'dispatcher', 1768891980, 1768895160, 'suppressed', '受理已转派', NULL, NULL, NULL);
INSERT INTO alerts VALUES (33, 14, 0, 2, 'dispatcher', 1768892160, 1768895160, 'suppressed', '受理已转派', NULL, NULL, NULL);
INSERT INTO alerts VALUES (34, 14, 0, 2, 'operator', 1768892160, 1768895160, 'suppressed', '受理已转派', NULL, NULL, NULL);
INSERT INTO alerts VALUES (35, 14, 0, 3, 'supervisor', 1768892460, 1768895160, 'suppressed', '受理已转派', NULL, NULL, NULL);
INSERT INTO alerts VALUES (36, 14, 0, 4, 'administrator', 1768893060, 1768895160, 'suppressed', '受理已转派', NULL, NULL, NULL);
INSERT INTO alerts VALUES (37, 18, 0, 1, 'dispatcher', 1768905240, 1768905960, 'suppressed', '止水已完成', NULL, NULL, NULL);
INSERT INTO alerts VALUES (38, 3, 1, 5, 'dispatcher', 1768874820, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (39, 3, 1, 6, 'dispatcher', 1768875000, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (40, 3, 1, 6, 'operator', 1768875000, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (41, 3, 1, 7, 'supervisor', 1768875300, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (42, 3, 1, 8, 'administrator', 1768875900, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (43, 19, 0, 1, 'dispatcher', 1768906500, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (44, 19, 0, 2, 'dispatcher', 1768906680, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (45, 19, 0, 2, 'operator', 1768906680, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (46, 19, 0, 3, 'supervisor', 1768906980, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (47, 19, 0, 4, 'administrator', 1768907580, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO holds VALUES (1, 1, 9, 1768878660, 1768885860, '等材料', 1);
INSERT INTO holds VALUES (2, 3, 3, 1768906080, NULL, '用户要求改时间', 1);
INSERT INTO deliveries VALUES (1, 1, 'screen', 'pending', 0, 1768874880, NULL, NULL);
INSERT INTO deliveries VALUES (2, 2, 'screen', 'pending', 0, 1768874880, NULL, NULL);
INSERT INTO deliveries VALUES (3, 3, 'screen', 'pending', 0, 1768874880, NULL, NULL);
INSERT INTO deliveries VALUES (4, 4, 'screen', 'pending', 0, 1768874880, NULL, NULL);
INSERT INTO deliveries VALUES (5, 5, 'screen', 'pending', 0, 1768874880, NULL, NULL);
INSERT INTO deliveries VALUES (6, 6, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (7, 7, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (8, 8, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (9, 9, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (10, 10, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (11, 11, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (12, 12, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (13, 13, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (14, 14, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (15, 15, 'screen', 'pending', 0, 1768875060, NULL, NULL);
INSERT INTO deliveries VALUES (16, 17, 'screen', 'pending', 0, 1768875780, NULL, NULL);
INSERT INTO deliveries VALUES (17, 18, 'screen', 'pending', 0, 1768875780, NULL, NULL);
INSERT INTO deliveries VALUES (18, 19, 'screen', 'pending', 0, 1768875780, NULL, NULL);
INSERT INTO deliveries VALUES (19, 20, 'screen', 'pending', 0, 1768875780, NULL, NULL);
INSERT INTO deliveries VALUES (20, 21, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (21, 22, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (22, 23, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (23, 24, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (24, 25, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (25, 26, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (26, 27, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (27, 28, 'screen', 'pending', 0, 1768876500, NULL, NULL);
INSERT INTO deliveries VALUES (28, 30, 'screen', 'pending', 0, 1768878660, NULL, NULL);
INSERT INTO deliveries VALUES (29, 31, 'screen', 'pending', 0, 1768878660, NULL, NULL);
INSERT INTO deliveries VALUES (30, 38, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (31, 39, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (32, 40, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (33, 41, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (34, 42, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (35, 43, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (36, 44, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (37, 45, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (38, 46, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (39, 47, 'screen', 'pending', 0, 1768925880, NULL, NULL);
DELETE FROM call_words_data;
INSERT INTO call_words_data VALUES (1, X'138109');
INSERT INTO call_words_data VALUES (10, X'0000000002041300041101010101010201010301010000');
INSERT INTO call_words_data VALUES (137438953473, X'0000008A0530303231329AADFAD5E080808010020A363335333238303231329AADFAD5E0808080100106E58F88E6BC8F9AADFAD5E0808080100106E69DA5E794B59AADFAD5E0808080100205BC8FE4BA869AADFAD5E080808010030494E7A4BA9AADFAD5E0808080100106E794B5E4BABA9AADFAD5E0808080100205A4BAE69DA59AADFAD5E080808010040F151111100F11');
INSERT INTO call_words_data VALUES (274877906945, X'0000008A0530303231329AADFAD5E080808011020A363335333238303231329AADFAD5E0808080110106E58F88E6BC8F9AADFAD5E0808080110106E69DA5E794B59AADFAD5E0808080110205BC8FE4BA869AADFAD5E080808011030494E7A4BA9AADFAD5E0808080110106E794B5E4BABA9AADFAD5E0808080110205A4BAE69DA59AADFAD5E080808011040F151111100F11');
INSERT INTO call_words_data VALUES (412316860417, X'000000660730E58F88E6BC8F9AADFAD5E0808080120106E69DA5E794B59AADFAD5E0808080120205BC8FE4BA869AADFAD5E080808012030494E7A4BA9AADFAD5E0808080120106E794B5E4BABA9AADFAD5E0808080120205A4BAE69DA59AADFAD5E080808012041111100F11');
INSERT INTO call_words_data VALUES (2336462209025, X'000002210530303030309AADEE8D80808080010101010101018FBC808080800389D5C080808003020B31333830363335313233349AADFAD5E08080800E02033231329AADEE8D8080808008019991C08080800201020A363335333238303231329AADEE8D8080808008019991C080808002010104313233349AADFAD5E08080800E01020A333830303030303030309AADEE8D80808080010101010101018FBC808080800389D5C08080800305123633353132333431333930363335313233349AADFAD5E08080800F0106E4B88AE586929AADEE8D808080800101010101010101018FBC808080800189D5C08080800101010106E58692E6B0B49AADEE8D808080800101010101010101018FBC808080800189D5C080808001010102058C96E8A1979AADEE8D8080808008019991C08080800201030497E5A4B49AADEE8D8080808008019991C0808080020102058F88E6BC8F9AADFAD5E08080800E010106E69687E58C969AADEE8D8080808008019991C0808080020102059DA5E794B59AADEE8D8080808008019991C0808080020102010205BC8FE4BA869AADFAD5E08080800E01030494E7A4BA9AADFAD5E08080800E010106E794B5E4BABA9AADEE8D8080808008019991C0808080020102010205A4BAE69DA59AADFAD5E08080800E010106E8A197E58C979AADEE8D8080808008019991C080808002010205B7AFE4B88A9AADEE8D808080800101010101010101018FBC808080800189D5C0808080010101042316171E10291D29291918111A1B11101C111A');
DELETE FROM call_words_idx;
INSERT INTO call_words_idx VALUES (1, X'', 2);
INSERT INTO call_words_idx VALUES (2, X'', 2);
INSERT INTO call_words_idx VALUES (3, X'', 2);
INSERT INTO call_words_idx VALUES (17, X'', 2);
DELETE FROM call_words_docsize;
INSERT INTO call_words_docsize VALUES (3798628849365811201, X'05');
INSERT INTO call_words_docsize VALUES (3798628849365811202, X'05');
INSERT INTO call_words_docsize VALUES (3798628849365811203, X'05');
INSERT INTO call_words_docsize VALUES (3798628849365811204, X'05');
INSERT INTO call_words_docsize VALUES (3798628849365811205, X'05');
INSERT INTO call_words_docsize VALUES (3798628849365811206, X'05');
INSERT INTO call_words_docsize VALUES (3798628849365811207, X'05');
INSERT INTO call_words_docsize VALUES (3798628849365811208, X'0B');
INSERT INTO call_words_docsize VALUES (3798628849365811209, X'0B');
INSERT INTO call_words_docsize VALUES (3798696881647779850, X'05');
INSERT INTO call_words_docsize VALUES (3798739401824010251, X'0B');
INSERT INTO call_words_docsize VALUES (3798739401824010252, X'0B');
INSERT INTO call_words_docsize VALUES (3798739401824010253, X'05');
INSERT INTO call_words_docsize VALUES (3798739401824010254, X'09');
INSERT INTO call_words_docsize VALUES (3798739401824010255, X'09');
INSERT INTO call_words_docsize VALUES (3798739401824010256, X'09');
INSERT INTO call_words_docsize VALUES (3798739401824010257, X'09');
INSERT INTO call_words_docsize VALUES (3798739401824010258, X'07');
DELETE FROM call_words_config;
INSERT INTO call_words_config VALUES ('version', 4);
INSERT INTO passwords VALUES (3, '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$0123456789abcdefghijkl', 1768925880, 0, NULL);
CREATE INDEX ix_members_crew_id ON members (crew_id);
CREATE INDEX ix_tickets_by_crew ON tickets (crew_id, opened, id);
CREATE INDEX ix_tickets_by_fault ON tickets (fault, opened, id);
CREATE INDEX ix_tickets_by_merged_into ON tickets (merged_into);
CREATE INDEX ix_tickets_by_place ON tickets (place_id, opened, id);
CREATE INDEX ix_tickets_by_state ON tickets (state, opened, id);
CREATE INDEX ix_tickets_newest ON tickets (opened, id);
CREATE INDEX ix_tickets_open ON tickets (id) WHERE state IN ('new', 'dispatched', 'accepted', 'arrived', 'resolved');
CREATE INDEX ix_calls_by_phone ON calls (phone_digits, at);
CREATE INDEX ix_calls_newest ON calls (at, id);
CREATE INDEX ix_calls_ticket_id ON calls (ticket_id);
CREATE INDEX ix_clocks_deadline ON clocks (deadline);
CREATE INDEX ix_clocks_next_rung ON clocks (next_rung) WHERE next_rung IS NOT NULL;
CREATE INDEX ix_clocks_running ON clocks (ticket_id) WHERE stopped IS NULL;
CREATE INDEX ix_clocks_stopped ON clocks (stopped);
CREATE INDEX ix_journal_ticket ON journal (ticket_id, id);
CREATE INDEX ix_alerts_unseen ON alerts (id) WHERE seen_at IS NULL AND outcome = 'sent';
CREATE INDEX ix_holds_ticket_id ON holds (ticket_id);
CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE UNIQUE INDEX uq_staff_login ON staff (login);
CREATE INDEX ix_deliveries_waiting ON deliveries (channel) WHERE state IN ('pending', 'claimed');
COMMIT;
