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
CREATE TABLE call_phones (
	call_id INTEGER NOT NULL, 
	digits TEXT NOT NULL, 
	CONSTRAINT pk_call_phones PRIMARY KEY (call_id, digits), 
	CONSTRAINT fk_call_phones_call_id FOREIGN KEY(call_id) REFERENCES calls (id)
);
CREATE TABLE backups (
	id INTEGER NOT NULL, 
	night TEXT, 
	kind TEXT NOT NULL, 
	host TEXT NOT NULL, 
	started BIGINT NOT NULL, 
	claimed_until BIGINT, 
	ended BIGINT, 
	path TEXT NOT NULL, 
	bytes BIGINT DEFAULT '0' NOT NULL, 
	trouble TEXT NOT NULL, 
	second TEXT NOT NULL, 
	second_trouble TEXT NOT NULL, 
	CONSTRAINT pk_backups PRIMARY KEY (id), 
	CONSTRAINT uq_backups_night UNIQUE (night)
);
CREATE TABLE "clocks" (
	id INTEGER NOT NULL, 
	subject_kind TEXT NOT NULL, 
	subject_id INTEGER NOT NULL, 
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
	CONSTRAINT uq_clocks_subject_id_subject_kind_stage_round UNIQUE (subject_id, subject_kind, stage, round), 
	CONSTRAINT fk_clocks_crew_id FOREIGN KEY(crew_id) REFERENCES crews (id), 
	CONSTRAINT fk_clocks_limit_id FOREIGN KEY(limit_id) REFERENCES limits (id)
);
CREATE TABLE "holds" (
	id INTEGER NOT NULL, 
	clock_id INTEGER NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	reason TEXT NOT NULL, 
	granted_by INTEGER, 
	CONSTRAINT pk_holds PRIMARY KEY (id), 
	CONSTRAINT fk_holds_clock_id FOREIGN KEY(clock_id) REFERENCES clocks (id), 
	CONSTRAINT fk_holds_granted_by FOREIGN KEY(granted_by) REFERENCES staff (id)
);
INSERT INTO alembic_version VALUES ('0004');
INSERT INTO day_numbers VALUES ('20260120', 8);
INSERT INTO day_numbers VALUES ('20260121', 6);
INSERT INTO faults VALUES ('burst_main', '爆管', 'main', 'P1', 1, 0, '水管爆了 主管道爆了 自来水管爆裂 水管崩了 水喷出来 喷水 水柱', '请远离喷水和积水处，不要自行关闭路上的阀门。抢修期间可能停水，请先储备一些生活用水。', 0, 1);
INSERT INTO faults VALUES ('visible_leak', '明漏', 'main', 'P2', 0, 0, '路上冒水 地上冒水 路面漏水 管道漏水 往外淌水 渗水', '请绕开积水处，方便的话请记下漏水的准确位置，抢修人员到达前会与您联系。', 1, 1);
INSERT INTO faults VALUES ('hidden_leak', '暗漏', 'main', 'P3', 0, 0, '地下漏水 听见流水声 墙根潮湿 地面潮湿 看不见漏点 水费突然多', '请关闭户内所有龙头，看水表是否还在走，并把结果告诉抢修人员。', 2, 1);
INSERT INTO faults VALUES ('dug_up', '第三方挖断', 'main', 'P1', 1, 0, '水管挖断了 管道打穿 施工挖断 挖掘机挖破 挖漏了 钻破水管 碰断水管', '请让现场立即停止施工，人员和机械撤到安全处，保护好现场，不要自行回填。', 3, 1);
INSERT INTO faults VALUES ('no_water', '无水', 'supply', 'P2', 0, 0, '没水 停水 停水了 恢复供水 家里没水 一滴水也没有 断水 来水了吗', '请先确认户内总阀是打开的，并问一下邻居是否也没水。离家前请关好所有龙头，以免来水时跑水。', 4, 1);
INSERT INTO faults VALUES ('low_pressure', '水压低', 'supply', 'P3', 0, 0, '水小 水太小 水流小 水压不够 热水器打不着 楼上没水楼下有水 水上不去', '请先确认户内总阀全开，过滤网没有堵塞，并问一下邻居水压是否正常。', 5, 1);
INSERT INTO faults VALUES ('cloudy_water', '水质浑浊/异味', 'supply', 'P1', 0, 0, '水黄 水浑 水发白 黄水 水有味 水臭 漂白粉味 水里有虫 水里有沙 泥沙', '请暂时不要饮用，留一瓶水样等待取样人员。请问清楚邻居是否也有同样情况。', 6, 1);
INSERT INTO faults VALUES ('meter_frost_burst', '水表冻裂', 'meter', 'P2', 0, 0, '水表冻了 水表冻坏 表冻破 表玻璃冻裂 水表冻爆', '请关闭表前阀，不要用明火或开水直接烤烫水表。', 7, 1);
INSERT INTO faults VALUES ('meter_leak', '表漏', 'meter', 'P3', 0, 0, '水表漏水 表井漏水 表接头漏水 水表滴水 表箱有水', '请关闭表前阀；关不动时不要硬拧，等待抢修人员处理。', 8, 1);
INSERT INTO faults VALUES ('meter_stopped', '水表停走', 'meter', 'P4', 0, 0, '水表不走 水表坏了 表不转 表走得快 水表不准 换水表', '不影响用水，请与我们约定上门时间，并保证表井盖能够打开。', 9, 1);
INSERT INTO faults VALUES ('behind_meter', '表后漏', 'meter', 'P3', 0, 1, '家里漏水 户内漏水 厨房漏水 龙头漏水 马桶漏水 暖气漏水 卫生间漏水 漏到楼下 表后水管漏', '请关闭户内总阀。表后管道属用户产权，可自行找人维修，也可由我们上门有偿维修。', 10, 1);
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
INSERT INTO requests VALUES ('06c65056b1b74a1ca8e6c35032b87521', 'save_crew', 1768874400, 1);
INSERT INTO requests VALUES ('e7d741d188514814a52e78dfbd604a65', 'save_crew', 1768874400, 2);
INSERT INTO requests VALUES ('77eccf30979044b0a71b594856038b00', 'log_call', 1768874400, 1);
INSERT INTO requests VALUES ('a94a5832dcad49408677893d83b1a601', 'log_call', 1768874400, 2);
INSERT INTO requests VALUES ('7774ad2ab0e14e86929f82f477d97599', 'log_call', 1768874400, 3);
INSERT INTO requests VALUES ('775974d34f774adf9879a08d9bea280c', 'log_call', 1768874400, 4);
INSERT INTO requests VALUES ('147fc6ad3dfd4fc39f4d8bf042502d80', 'log_call', 1768874400, 5);
INSERT INTO requests VALUES ('2a91f03092e341d1855ffe53291ee72c', 'log_call', 1768874400, 6);
INSERT INTO requests VALUES ('4d049ed1dca243f8af0df1afa3e86ce8', 'log_call', 1768874400, 7);
INSERT INTO requests VALUES ('cd3db3000de3435bb53c5cb31404c5b9', 'chase', 1768874400, 1);
INSERT INTO requests VALUES ('fff94c0cf0f04ed598baa37453856bd5', 'attach_call', 1768874400, 1);
INSERT INTO requests VALUES ('5fd83ee59c8d46efa173e965d92a4d12', 'dispatch', 1768874880, 1);
INSERT INTO requests VALUES ('76303f3be64f46dba85966ceb6ef5544', 'acknowledge', 1768874880, 5);
INSERT INTO requests VALUES ('4f3ceb29680641c6bf0cbd2ac032e6e1', 'accept', 1768875660, 1);
INSERT INTO requests VALUES ('98ca97b7ab744090b9763797be4ea6b7', 'depart', 1768876380, 1);
INSERT INTO requests VALUES ('529b11dc6111467cb80a9d13887a53c0', 'arrive', 1768877100, 1);
INSERT INTO requests VALUES ('1f67d678cf6e4ac69975d3af0b7da097', 'locate', 1768877820, 1);
INSERT INTO requests VALUES ('18ec48e937b144bd8bd8a32a28c22447', 'isolate', 1768878540, 1);
INSERT INTO requests VALUES ('38ed74a5579a49f1a3b8b7f14e36d981', 'hold', 1768878660, 1);
INSERT INTO requests VALUES ('4523c1478b394e279adf3c030511b59a', 'resume', 1768885860, 1);
INSERT INTO requests VALUES ('5590955ee6c14e18bc107e5f57126436', 'extend', 1768885860, 1);
INSERT INTO requests VALUES ('eab21efb36974933a8e3add1bd3ff012', 'resolve', 1768889460, 1);
INSERT INTO requests VALUES ('f83ed9fffaaf437d98344b0ca4cd7722', 'correct_time', 1768889460, 1);
INSERT INTO requests VALUES ('5edd218d4d2b435486b2e8e87d7d9775', 'callback', 1768889460, 1);
INSERT INTO requests VALUES ('6e10743731ff4bf58e1fae8303cbc63a', 'close', 1768889760, 1);
INSERT INTO requests VALUES ('68eb46a1e16d451fb17848c7e9ece8a0', 'dispatch', 1768889760, 2);
INSERT INTO requests VALUES ('03f514ecd723481b9b85c0cc39b38351', 'accept', 1768890360, 2);
INSERT INTO requests VALUES ('81a319fd717e46c6b06733dfa45ddcee', 'arrive', 1768890960, 2);
INSERT INTO requests VALUES ('835c9f09ff784432ab5d98043d75482d', 'return', 1768891560, 2);
INSERT INTO requests VALUES ('562323c01bee41b7b333e9321675257b', 'dispatch', 1768895160, 2);
INSERT INTO requests VALUES ('2fdb4ebeacd546b5b0a23f4b1cbe7078', 'reassign', 1768895160, 2);
INSERT INTO requests VALUES ('0675db45e3f5451eb656c43ed32aced0', 'accept', 1768895160, 2);
INSERT INTO requests VALUES ('0340d52d752e42669382df2e4c2b502b', 'arrive', 1768895160, 2);
INSERT INTO requests VALUES ('a0f84170f662432391d9ccba70d88f97', 'isolate', 1768905960, 2);
INSERT INTO requests VALUES ('6df3bf53e70842e8a663512a0cc41a95', 'rerate', 1768905960, 2);
INSERT INTO requests VALUES ('02eee9b5d32740108eb9e34a31ed049d', 'resolve', 1768905960, 2);
INSERT INTO requests VALUES ('1bf964d448a6416e8140aba2acea838a', 'merge', 1768905960, 5);
INSERT INTO requests VALUES ('4d1cae355b9641d5a27630ee6524bbc5', 'dispatch', 1768905960, 5);
INSERT INTO requests VALUES ('3387edad77734db18776ce178c470714', 'cancel', 1768905960, 6);
INSERT INTO requests VALUES ('e062a46ae2574f2d99c528764d534612', 'rerate', 1768905960, 3);
INSERT INTO requests VALUES ('cc502d4dd7064adf8761f4dd94b13be3', 'hold', 1768906080, 3);
INSERT INTO requests VALUES ('58acebafc68f4a45b07ce25829fc8f39', 'log_call', 1768906080, 8);
INSERT INTO requests VALUES ('034cd6cb565744219d8b8afa037fd806', 'dispatch', 1768924080, 7);
INSERT INTO requests VALUES ('268a61f37f4d4c2b882aaa1ad47b2330', 'accept', 1768924080, 7);
INSERT INTO requests VALUES ('b2c43d5367164a1790b062b444180016', 'arrive', 1768924080, 7);
INSERT INTO requests VALUES ('229d1dbbfc4f443ba611d42091b839c0', 'resolve', 1768924080, 7);
INSERT INTO requests VALUES ('e0a32608b28649c2b7f08e5ebc4b006a', 'reopen', 1768925880, 7);
INSERT INTO requests VALUES ('f76c19b9ec6c42fab7022c11917f2a31', 'log_other_call', 1768925880, 11);
INSERT INTO requests VALUES ('cbb3a1a6daf243979e2edda96e97b556', 'log_other_call', 1768925880, 12);
INSERT INTO requests VALUES ('08278091356949be989ba16f1609c6de', 'log_call', 1768925880, 9);
INSERT INTO requests VALUES ('52f91b863627481f8feae8851771568a', 'save_staff', 1768925880, 2);
INSERT INTO requests VALUES ('6e97c6ddb12c4023b7714f1f4f1ade0e', 'save_member', 1768925880, 1);
INSERT INTO requests VALUES ('d1debbeef5754f57a0a665f2fe384532', 'log_call', 1768925880, 10);
INSERT INTO requests VALUES ('9dab2ec7c9da45f9b635133204f36e65', 'log_call', 1768925880, 11);
INSERT INTO requests VALUES ('5225553795dc462abc7c67c3c97e0820', 'log_call', 1768925880, 12);
INSERT INTO requests VALUES ('c06a3f1ab56a4bfba1deeb4602ab2beb', 'log_call', 1768925880, 13);
INSERT INTO requests VALUES ('05dd3bc1513842ed8a37383de235fff3', 'log_call', 1768925880, 14);
INSERT INTO requests VALUES ('81d88c53c04448a9b587524857bef9c8', 'announce_outage', 1768925880, 1);
INSERT INTO requests VALUES ('b773848cebc8479f8f4ea9c0dc75fc0f', 'end_outage', 1768925880, 1);
INSERT INTO requests VALUES ('8993035711da4d00931a6e92d6f54de4', 'announce_outage', 1768925880, 2);
INSERT INTO requests VALUES ('d5a31fc01d3c40faa99be8e0bd6a9a5d', 'make_first_administrator', 1768925880, 3);
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
INSERT INTO settings VALUES ('desk_id', '"413cc5cc9602401bb62dc845327c232d"');
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
INSERT INTO calls VALUES (8, 1, 'chase', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1);
INSERT INTO calls VALUES (9, 1, 'report', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1);
INSERT INTO calls VALUES (10, 8, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768906080, 1);
INSERT INTO calls VALUES (11, NULL, 'enquiry', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1);
INSERT INTO calls VALUES (12, NULL, 'complaint', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1);
INSERT INTO calls VALUES (13, 9, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768925880, 1);
INSERT INTO calls VALUES (14, 10, 'report', '013806351234', '13806351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (15, 11, 'report', '13806351234/13906351234', '13806351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (16, 12, 'report', '0635-3280212', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (17, 13, 'report', '０６３５－３２８０２１２', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO calls VALUES (18, 14, 'report', '', '', '演示来电人', '又漏了，演示', '', '', 1768925880, 1);
INSERT INTO journal VALUES (1, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 1, "new": {"name": "一班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', '06c65056b1b74a1ca8e6c35032b87521', 'b0bf905fe54c4c660401978d322f46c5f7432f2fc44c1cb4bd28284826ff3891');
INSERT INTO journal VALUES (2, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 2, "new": {"name": "二班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', 'e7d741d188514814a52e78dfbd604a65', 'c5bbcc32f2e69d64c8078a1a520518abd32fa6fbbdff7094abb0e80bf107871a');
INSERT INTO journal VALUES (3, 1768874400, NULL, 1, '1 号席', 'log_call', 1, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 1, "new": {"material": "", "number": "20260120-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 1, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 1, "new": {"ticket_id": 1, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '77eccf30979044b0a71b594856038b00', 'd5c1b845834a2aedd00ed5a51447c04ca8357d674b3c1b02b0cff837478edadb');
INSERT INTO journal VALUES (4, 1768874400, NULL, 1, '1 号席', 'log_call', 2, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 2, "new": {"material": "", "number": "20260120-0002", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 2, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 2, "new": {"ticket_id": 2, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', 'a94a5832dcad49408677893d83b1a601', '615ede182b70e7de695b3a5bc8a7250fdc77368af65665e35c6daf543cbccadd');
INSERT INTO journal VALUES (5, 1768874400, NULL, 1, '1 号席', 'log_call', 3, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 3, "new": {"material": "", "number": "20260120-0003", "version": 1, "state": "new", "held": false, "fault": "low_pressure", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 3, "new": {"subject_kind": "ticket", "subject_id": 3, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 3, "new": {"ticket_id": 3, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '7774ad2ab0e14e86929f82f477d97599', 'a27ba839671aa4b8ab0dc87af7b50ed40d277791174c13fcd0d0b15375e65a39');
INSERT INTO journal VALUES (6, 1768874400, NULL, 1, '1 号席', 'log_call', 4, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 4, "new": {"material": "", "number": "20260120-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 4, "new": {"subject_kind": "ticket", "subject_id": 4, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 4, "new": {"ticket_id": 4, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '775974d34f774adf9879a08d9bea280c', '366133b0e2e455bc56d667733eff0bf6fca906e29787e64f6d949bc89f04c2ed');
INSERT INTO journal VALUES (7, 1768874400, NULL, 1, '1 号席', 'log_call', 5, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 5, "new": {"material": "", "number": "20260120-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 5, "new": {"subject_kind": "ticket", "subject_id": 5, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 5, "new": {"ticket_id": 5, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '147fc6ad3dfd4fc39f4d8bf042502d80', '736fee6422599a3fc468376c7bb783cf920e866a372d16aa6b1839d3d16d0c00');
INSERT INTO journal VALUES (8, 1768874400, NULL, 1, '1 号席', 'log_call', 6, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 6, "new": {"material": "", "number": "20260120-0006", "version": 1, "state": "new", "held": false, "fault": "valve", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 6, "new": {"subject_kind": "ticket", "subject_id": 6, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 6, "new": {"ticket_id": 6, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '2a91f03092e341d1855ffe53291ee72c', '72ce591507d6d588a94eb352247c25325b8cc07095486952f8137572f1345056');
INSERT INTO journal VALUES (9, 1768874400, NULL, 1, '1 号席', 'log_call', 7, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 7, "new": {"material": "", "number": "20260120-0007", "version": 1, "state": "new", "held": false, "fault": "no_water", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768874400, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 7, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 7, "new": {"ticket_id": 7, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '4d049ed1dca243f8af0df1afa3e86ce8', 'df4abfa57e3def8713ce821daa7741ec142a9f681c447504cc335ff2fbe3438f');
INSERT INTO journal VALUES (10, 1768874400, NULL, 1, '1 号席', 'chase', 1, 2, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 1, "calls": 1, "chases": 0}, "new": {"version": 2, "calls": 2, "chases": 1}}, {"table": "calls", "key": 8, "new": {"ticket_id": 1, "kind": "chase", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1}}]', 'cd3db3000de3435bb53c5cb31404c5b9', 'a9e5f9b024927e9a3d48df0e1d1e2d30c1f0b8a433517497616b61d615fe8df8');
INSERT INTO journal VALUES (11, 1768874400, NULL, 1, '1 号席', 'attach_call', 1, 3, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 2, "calls": 2}, "new": {"version": 3, "calls": 3}}, {"table": "calls", "key": 9, "new": {"ticket_id": 1, "kind": "report", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1}}]', 'fff94c0cf0f04ed598baa37453856bd5', '28f2c2cbdf2e4bf795f9db0ef6e1a86ae7978672343dce753547896ee5ba185f');
INSERT INTO journal VALUES (12, 1768874880, NULL, 1, '1 号席', 'dispatch', 1, 4, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 3, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 4, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768874880}}]', '5fd83ee59c8d46efa173e965d92a4d12', 'c5e5b8af169d9cd6689197fbf6fe18e35c7762fb42c8d3c3c14c040da55f0001');
INSERT INTO journal VALUES (13, 1768874880, NULL, 1, '1 号席', 'acknowledge', 1, NULL, '', 'alerts', '[{"table": "alerts", "key": 1, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '76303f3be64f46dba85966ceb6ef5544', 'a13543fa529e545292421fa99058acab3046aa868dcbd275a312d938a5d7adc4');
INSERT INTO journal VALUES (14, 1768874880, NULL, 1, '1 号席', 'acknowledge', 2, NULL, '', 'alerts', '[{"table": "alerts", "key": 2, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '76303f3be64f46dba85966ceb6ef5544', '27cfa2d8dfa5483e8fc3620b130d85ec2a5bf4ed56446c29b28610165fc752f3');
INSERT INTO journal VALUES (15, 1768874880, NULL, 1, '1 号席', 'acknowledge', 4, NULL, '', 'alerts', '[{"table": "alerts", "key": 3, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '76303f3be64f46dba85966ceb6ef5544', 'deedf06b4edc1379aec9a46f9273bc6397b814882b7016aae21661dc70f48ca9');
INSERT INTO journal VALUES (16, 1768874880, NULL, 1, '1 号席', 'acknowledge', 5, NULL, '', 'alerts', '[{"table": "alerts", "key": 4, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '76303f3be64f46dba85966ceb6ef5544', '39dd27cd95562d8ec0b88740ae50d020e597cee6cf3cbd40d2a20ad5c6a99577');
INSERT INTO journal VALUES (17, 1768874880, NULL, 1, '1 号席', 'acknowledge', 7, NULL, '', 'alerts', '[{"table": "alerts", "key": 5, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '76303f3be64f46dba85966ceb6ef5544', '24ef927b8ce09bf7634d9cc4eb3e23df6e8d30157edb80cd9e2dcce3f4e28a42');
INSERT INTO journal VALUES (18, 1768875660, NULL, 1, '1 号席', 'accept', 1, 5, '', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768875660, "outcome": "done"}}, {"table": "clocks", "key": 8, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "arrive", "round": 1, "started": 1768875660, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768877460, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 4, "state": "dispatched"}, "new": {"version": 5, "state": "accepted"}}]', '4f3ceb29680641c6bf0cbd2ac032e6e1', '54a0b43859647397ab73c28666a02f9ee8e139841cbc7428f82d7c35f19c6ba8');
INSERT INTO journal VALUES (19, 1768876380, NULL, 1, '1 号席', 'depart', 1, 6, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 5, "departed_at": null}, "new": {"version": 6, "departed_at": 1768876380}}]', '98ca97b7ab744090b9763797be4ea6b7', '42094a17dcd4d31111a8d9feadf7bd37ea7fc69d2e1a6e441b1d00cd47ae745d');
INSERT INTO journal VALUES (20, 1768877100, NULL, 1, '1 号席', 'arrive', 1, 7, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768877100, "outcome": "done"}}, {"table": "clocks", "key": 9, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "resolve", "round": 1, "started": 1768877100, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768963500, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 10, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "isolate", "round": 1, "started": 1768877100, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768891500, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 6, "state": "accepted"}, "new": {"version": 7, "state": "arrived"}}]', '529b11dc6111467cb80a9d13887a53c0', 'ebf3db6a08018647f2db377c8f10b95feb2ddf0aad63add9ff90452dd8441900');
INSERT INTO journal VALUES (21, 1768877820, NULL, 1, '1 号席', 'locate', 1, 8, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 7, "located_at": null}, "new": {"version": 8, "located_at": 1768877820}}]', '1f67d678cf6e4ac69975d3af0b7da097', '4eb1921712472d39f0947c554707a4328fe813ca98d7632358ee4b8ffab4fa69');
INSERT INTO journal VALUES (22, 1768878540, NULL, 1, '1 号席', 'isolate', 1, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 10, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768878540, "outcome": "done"}}, {"table": "tickets", "key": 1, "old": {"version": 8, "isolated_at": null}, "new": {"version": 9, "isolated_at": 1768878540}}]', '18ec48e937b144bd8bd8a32a28c22447', '21f072a71c1debb5615066b3cd43322b24b42b24024496c0044d0cbe78f5e88d');
INSERT INTO journal VALUES (23, 1768878660, NULL, 1, '1 号席', 'hold', 1, 10, '等材料', 'clocks,holds,tickets', '[{"table": "clocks", "key": 9, "old": {"held_since": null}, "new": {"held_since": 1768878660}}, {"table": "holds", "key": 1, "new": {"clock_id": 9, "since": 1768878660, "until": null, "reason": "等材料", "granted_by": 1}}, {"table": "tickets", "key": 1, "old": {"version": 9, "held": false}, "new": {"version": 10, "held": true}}]', '38ed74a5579a49f1a3b8b7f14e36d981', 'c540859999922408384c01eb3a5a391474daf4045bf9edc8c50e0fe4cb3e1c62');
INSERT INTO journal VALUES (24, 1768885860, NULL, 1, '1 号席', 'resume', 1, 11, '', 'clocks,holds,tickets', '[{"table": "holds", "key": 1, "old": {"until": null}, "new": {"until": 1768885860}}, {"table": "clocks", "key": 9, "old": {"held": 0, "held_since": 1768878660, "deadline": 1768963500}, "new": {"held": 7200, "held_since": null, "deadline": 1768970700}}, {"table": "tickets", "key": 1, "old": {"version": 10, "held": true}, "new": {"version": 11, "held": false}}]', '4523c1478b394e279adf3c030511b59a', '9fb98ef2033da2e401f92fda2f87ceb158408e42204b7168e39aa39c22c42b00');
INSERT INTO journal VALUES (25, 1768885860, NULL, 1, '1 号席', 'extend', 1, 12, '夜间', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"extended": 0, "term": 0, "deadline": 1768970700}, "new": {"extended": 3600, "term": 1, "deadline": 1768974300}}, {"table": "tickets", "key": 1, "old": {"version": 11, "extensions": 0}, "new": {"version": 12, "extensions": 1}}]', '5590955ee6c14e18bc107e5f57126436', '83950e320f28e35b4bd30acb1046167cf8e734755f97d5ce947d3d811f10ab85');
INSERT INTO journal VALUES (26, 1768889460, NULL, 1, '1 号席', 'resolve', 1, 13, '换管', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768889460, "outcome": "done"}}, {"table": "tickets", "key": 1, "old": {"version": 12, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 13, "state": "resolved", "resolved_at": 1768889460, "resolution": "换管"}}]', 'eab21efb36974933a8e3add1bd3ff012', 'f77a0dc8e033ee5254418166e038b617cd8d9d7a95f135133db8c0b7dd13f111');
INSERT INTO journal VALUES (27, 1768889460, 1768889160, 1, '1 号席', 'correct_time', 1, 14, '处置完成：记错', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": 1768889460}, "new": {"stopped": 1768889160}}, {"table": "tickets", "key": 1, "old": {"version": 13, "resolved_at": 1768889460}, "new": {"version": 14, "resolved_at": 1768889160}}]', 'f83ed9fffaaf437d98344b0ca4cd7722', '400e5cb6a1b4b1b550496858d49c57b7e5dc062f1bc8a9a5992e0dbbc0bda7ce');
INSERT INTO journal VALUES (28, 1768889460, NULL, 1, '1 号席', 'callback', 1, 15, '满意', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 14, "callback": null}, "new": {"version": 15, "callback": "satisfied"}}]', '5edd218d4d2b435486b2e8e87d7d9775', '4897bb09c25dbabcd60d710738c6829db67f3d7a42da1b05ed90004ae29009e0');
INSERT INTO journal VALUES (29, 1768889760, NULL, 1, '1 号席', 'close', 1, 16, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 15, "state": "resolved", "ended_at": null}, "new": {"version": 16, "state": "closed", "ended_at": 1768889760}}]', '6e10743731ff4bf58e1fae8303cbc63a', 'dc6a5d0855ae364aaa62c92afda441cf8cd2a0250d01f09f90a544984208fe9a');
INSERT INTO journal VALUES (30, 1768889760, NULL, 1, '1 号席', 'dispatch', 2, 2, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768889760}}]', '68eb46a1e16d451fb17848c7e9ece8a0', 'ba1ec9d93fb11617e838271a82bf502699ad571f6f17cb5c493111679b2c354c');
INSERT INTO journal VALUES (31, 1768890360, NULL, 1, '1 号席', 'accept', 2, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768890360, "outcome": "done"}}, {"table": "clocks", "key": 11, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 1, "started": 1768890360, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', '03f514ecd723481b9b85c0cc39b38351', 'a516776efbc5c36254260e58bfc4e323b6004e1dd401c3156b6232c9a31ea55d');
INSERT INTO journal VALUES (32, 1768890960, NULL, 1, '1 号席', 'arrive', 2, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 11, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768890960, "outcome": "done"}}, {"table": "clocks", "key": 12, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 1, "started": 1768890960, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768977360, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 13, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 1, "started": 1768890960, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768905360, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', '81a319fd717e46c6b06733dfa45ddcee', 'b07e22bec2971a56ea35b8dbbb26a32966ab5d8872f8d8b3ca08afe1e0ae878a');
INSERT INTO journal VALUES (33, 1768891560, NULL, 1, '1 号席', 'return', 2, 5, '不归本班', 'clocks,tickets', '[{"table": "clocks", "key": 12, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 13, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 14, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 2, "started": 1768891560, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"crew_id": 1}, "new": {"crew_id": null}}, {"table": "tickets", "key": 2, "old": {"version": 4, "state": "arrived", "crew_id": 1, "dispatched_at": 1768889760, "returns": 0}, "new": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null, "returns": 1}}]', '835c9f09ff784432ab5d98043d75482d', '6759559a9db8d87a5de552d9bb9cfef565c85aaa6df698fa0e8a482e566dbeff');
INSERT INTO journal VALUES (34, 1768895160, NULL, 1, '1 号席', 'dispatch', 2, 6, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 6, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768895160}}]', '562323c01bee41b7b333e9321675257b', 'b3f83e86b5a6aaa1648ad66af979f13892fdf8cb67290f8fa39b5c8f6ae31f86');
INSERT INTO journal VALUES (35, 1768895160, NULL, 1, '1 号席', 'reassign', 2, 7, '二班：更近', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768895160, "outcome": "reassigned"}}, {"table": "clocks", "key": 15, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 3, "started": 1768895160, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768895760, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 15, "old": {"crew_id": 1}, "new": {"crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 6, "crew_id": 1}, "new": {"version": 7, "crew_id": 2}}]', '2fdb4ebeacd546b5b0a23f4b1cbe7078', '889819294355f1d4ef4e15a1e946942bd606270cdc93f021e7f799751d793d18');
INSERT INTO journal VALUES (36, 1768895160, NULL, 1, '1 号席', 'accept', 2, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 15, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 16, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 2, "started": 1768895160, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768896960, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 7, "state": "dispatched"}, "new": {"version": 8, "state": "accepted"}}]', '0675db45e3f5451eb656c43ed32aced0', 'cf756b9cad7962521f17495bf711d55842ee2527cfb9fea9fb0a28e5562a19fc');
INSERT INTO journal VALUES (37, 1768895160, NULL, 1, '1 号席', 'arrive', 2, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 16, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 17, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 2, "started": 1768895160, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768981560, "priority": "P1", "crew_id": 2}}, {"table": "clocks", "key": 18, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 2, "started": 1768895160, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768909560, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 8, "state": "accepted"}, "new": {"version": 9, "state": "arrived"}}]', '0340d52d752e42669382df2e4c2b502b', 'a1174dd23328e9c691622547e6e48d2d8f3c3901db5d35b155c32785e328441f');
INSERT INTO journal VALUES (38, 1768905960, NULL, 1, '1 号席', 'isolate', 2, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 18, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768905960}}]', 'a0f84170f662432391d9ccba70d88f97', 'c3103c73b6188a1d1853496776294b9136ae752e056ea27fc6dd731e05dbd6d0');
INSERT INTO journal VALUES (39, 1768905960, NULL, 1, '1 号席', 'rerate', 2, 11, '现场核实', 'clocks,tickets', '[{"table": "clocks", "key": 17, "old": {"limit": 86400, "limit_id": 18, "term": 0, "deadline": 1768981560}, "new": {"limit": 172800, "limit_id": 15, "term": 1, "deadline": 1769067960}}, {"table": "tickets", "key": 2, "old": {"version": 10, "dn": null}, "new": {"version": 11, "dn": 600}}]', '6df3bf53e70842e8a663512a0cc41a95', '84d168d8b3d73b2aee2d6a91b8ed23901b08c09fd2aecf068e3430ef310c4616');
INSERT INTO journal VALUES (40, 1768905960, NULL, 1, '1 号席', 'resolve', 2, 12, '', 'clocks,tickets', '[{"table": "clocks", "key": 17, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 11, "state": "arrived", "resolved_at": null}, "new": {"version": 12, "state": "resolved", "resolved_at": 1768905960}}]', '02eee9b5d32740108eb9e34a31ed049d', 'c1ebec5eab7d66fb21610d353a70a57acbcc4e5a7a8ece178591eecbb55802d9');
INSERT INTO journal VALUES (41, 1768905960, NULL, 1, '1 号席', 'merge', 4, 2, '20260120-0004 并入 20260120-0005', 'clocks,tickets', '[{"table": "clocks", "key": 4, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "merged"}}, {"table": "tickets", "key": 4, "old": {"version": 1, "state": "new", "ended_at": null, "merged_into": null}, "new": {"version": 2, "state": "merged", "ended_at": 1768905960, "merged_into": 5}}]', '1bf964d448a6416e8140aba2acea838a', '393fae37324106befcf2b7a79dec722e22e9aed56b09c0d9a914f751c6938673');
INSERT INTO journal VALUES (42, 1768905960, NULL, 1, '1 号席', 'merge', 5, 2, '20260120-0004 并入 20260120-0005', 'calls,tickets', '[{"table": "calls", "key": 4, "old": {"ticket_id": 4}, "new": {"ticket_id": 5}}, {"table": "tickets", "key": 5, "old": {"version": 1, "calls": 1}, "new": {"version": 2, "calls": 2}}]', '1bf964d448a6416e8140aba2acea838a', '35ba31476d86095798d133dffd5d4255545cf1dbba2820f2d25604407dcab91e');
INSERT INTO journal VALUES (43, 1768905960, NULL, 1, '1 号席', 'dispatch', 5, 3, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 5, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "tickets", "key": 5, "old": {"version": 2, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 3, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768905960}}]', '4d1cae355b9641d5a27630ee6524bbc5', '34589837d7f8b2a708748c240b1f59a21a7ef0acfc7fb406d1d7087b93bfa710');
INSERT INTO journal VALUES (44, 1768905960, NULL, 1, '1 号席', 'cancel', 6, 2, '误报', 'clocks,tickets', '[{"table": "clocks", "key": 6, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768905960, "outcome": "cancelled"}}, {"table": "tickets", "key": 6, "old": {"version": 1, "state": "new", "ended_at": null}, "new": {"version": 2, "state": "cancelled", "ended_at": 1768905960}}]', '3387edad77734db18776ce178c470714', 'e463108c26d7236783c82528a9eccbfa3211928e2a8f3eb859c709aa77d8c3ad');
INSERT INTO journal VALUES (45, 1768905960, NULL, 1, '1 号席', 'rerate', 3, 2, '整片无水', 'clocks,tickets', '[{"table": "clocks", "key": 3, "old": {"limit": 1800, "limit_id": 3, "term": 0, "deadline": 1768876200, "priority": "P3"}, "new": {"limit": 600, "limit_id": 2, "term": 1, "deadline": 1768875000, "priority": "P2"}}, {"table": "tickets", "key": 3, "old": {"version": 1, "fault": "low_pressure", "priority": "P3"}, "new": {"version": 2, "fault": "no_water", "priority": "P2"}}]', 'e062a46ae2574f2d99c528764d534612', 'a4824e7400f17da26016dc1779789267816645db5da8debdd408539f29681665');
INSERT INTO journal VALUES (46, 1768906080, NULL, 1, '1 号席', 'hold', 3, 3, '用户要求改时间', 'clocks,holds,tickets', '[{"table": "clocks", "key": 3, "old": {"held_since": null}, "new": {"held_since": 1768906080}}, {"table": "holds", "key": 2, "new": {"clock_id": 3, "since": 1768906080, "until": null, "reason": "用户要求改时间", "granted_by": 1}}, {"table": "tickets", "key": 3, "old": {"version": 2, "held": false}, "new": {"version": 3, "held": true}}]', 'cc502d4dd7064adf8761f4dd94b13be3', '423942196431fd83551b279b7ef31f179242bca2cc1f66ea4dc434d6b54dbd80');
INSERT INTO journal VALUES (47, 1768906080, NULL, 1, '1 号席', 'log_call', 8, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 8, "new": {"material": "", "number": "20260120-0008", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768906080, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 19, "new": {"subject_kind": "ticket", "subject_id": 8, "stage": "accept", "round": 1, "started": 1768906080, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768906680, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 10, "new": {"ticket_id": 8, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768906080, "staff_id": 1}}]', '58acebafc68f4a45b07ce25829fc8f39', '5d3a1774effc7ddee7f355ff16b99215782ed19249c9c4912ccae54f8d5c3b2f');
INSERT INTO journal VALUES (48, 1768924080, NULL, 1, '1 号席', 'dispatch', 7, 2, '二班', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"crew_id": null}, "new": {"crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 2, "dispatched_at": 1768924080}}]', '034cd6cb565744219d8b8afa037fd806', 'fd069afa2c689ece914c2a35cf07fe2f3a53862ca6c687c5093f66155bdee7c0');
INSERT INTO journal VALUES (49, 1768924080, NULL, 1, '1 号席', 'accept', 7, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 20, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "arrive", "round": 1, "started": 1768924080, "limit": 1800, "limit_id": 7, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768925880, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', '268a61f37f4d4c2b882aaa1ad47b2330', '541f107b4e41549002e65d94275c9631c495a34c7ce45fb2f3bd09606b45438e');
INSERT INTO journal VALUES (50, 1768924080, NULL, 1, '1 号席', 'arrive', 7, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 20, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 21, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "resolve", "round": 1, "started": 1768924080, "limit": 14400, "limit_id": 16, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768938480, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', 'b2c43d5367164a1790b062b444180016', '5b951059ae5d857351c7041c1e8459ceed29874bf3423410ad616d45d89b780b');
INSERT INTO journal VALUES (51, 1768924080, NULL, 1, '1 号席', 'resolve', 7, 5, '换阀', 'clocks,tickets', '[{"table": "clocks", "key": 21, "old": {"stopped": null, "outcome": null}, "new": {"stopped": 1768924080, "outcome": "done"}}, {"table": "tickets", "key": 7, "old": {"version": 4, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 5, "state": "resolved", "resolved_at": 1768924080, "resolution": "换阀"}}]', '229d1dbbfc4f443ba611d42091b839c0', '985a1ce406b924077cb735d6104c230fe6d5bec60648587aed48c81253366f54');
INSERT INTO journal VALUES (52, 1768925880, NULL, 1, '1 号席', 'reopen', 7, 6, '又没水', 'clocks,tickets', '[{"table": "clocks", "key": 22, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 2, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "tickets", "key": 7, "old": {"version": 5, "state": "resolved", "crew_id": 2, "dispatched_at": 1768924080, "resolved_at": 1768924080, "reopenings": 0}, "new": {"version": 6, "state": "new", "crew_id": null, "dispatched_at": null, "resolved_at": null, "reopenings": 1}}]', 'e0a32608b28649c2b7f08e5ebc4b006a', 'fcf4650d58c06e7d9b06b16c3544ae77f9ba9ced70e6737e429876bf26757db4');
INSERT INTO journal VALUES (53, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 11, "new": {"ticket_id": null, "kind": "enquiry", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', 'f76c19b9ec6c42fab7022c11917f2a31', '266222614c5b0d89486831fa23f0f8d44ed0620b7e797ada72f55e66c7869772');
INSERT INTO journal VALUES (54, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 12, "new": {"ticket_id": null, "kind": "complaint", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', 'cbb3a1a6daf243979e2edda96e97b556', 'dbf510ceaf83c946892a2ab14b0ae817ecb6eb0643759c4d4b16e95c7d7acbb3');
INSERT INTO journal VALUES (55, 1768925880, NULL, 1, '1 号席', 'log_call', 9, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 9, "new": {"material": "", "number": "20260121-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 23, "new": {"subject_kind": "ticket", "subject_id": 9, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 13, "new": {"ticket_id": 9, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768925880, "staff_id": 1}}]', '08278091356949be989ba16f1609c6de', 'de1b7171153a8b23569f957e1b1327bc97b60ed5475aad2b3deabd7ee46827e7');
INSERT INTO journal VALUES (56, 1768925880, NULL, 1, '1 号席', 'save_staff', NULL, NULL, '', 'staff', '[{"table": "staff", "key": 2, "new": {"name": "演示调度", "roles": "dispatcher,operator", "phone": "13800000002", "active": true, "login": null, "expires": null}}]', '52f91b863627481f8feae8851771568a', '16c0adad43699af9ad581404792d72ec5d31288c3b471266a998a7f24bfc2370');
INSERT INTO journal VALUES (57, 1768925880, NULL, 1, '1 号席', 'save_member', NULL, NULL, '', 'members', '[{"table": "members", "key": 1, "new": {"crew_id": 1, "name": "演示队员", "phone": "13800000003", "leader": true, "active": true}}]', '6e97c6ddb12c4023b7714f1f4f1ade0e', '6d3bdde1707f48e29c596d97eeb6ba754276f2331cfa7154c23469fb9db110cd');
INSERT INTO journal VALUES (58, 1768925880, NULL, 1, '1 号席', 'log_call', 10, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 10, "new": {"material": "", "number": "20260121-0002", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "013806351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 24, "new": {"subject_kind": "ticket", "subject_id": 10, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 14, "new": {"ticket_id": 10, "kind": "report", "phone": "013806351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1}}]', 'd1debbeef5754f57a0a665f2fe384532', 'f0c10d9ec901e41b828d0e60e9bb2c6ebbdf43e9db302a9ae1af9f6c1279c0d5');
INSERT INTO journal VALUES (59, 1768925880, NULL, 1, '1 号席', 'log_call', 11, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 11, "new": {"material": "", "number": "20260121-0003", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13806351234/13906351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 25, "new": {"subject_kind": "ticket", "subject_id": 11, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 15, "new": {"ticket_id": 11, "kind": "report", "phone": "13806351234/13906351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1}}]', '9dab2ec7c9da45f9b635133204f36e65', '4c9fc4e356274851104faf3b8060abc6ae861f8164f5868fee1b9b1752155b9b');
INSERT INTO journal VALUES (60, 1768925880, NULL, 1, '1 号席', 'log_call', 12, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 12, "new": {"material": "", "number": "20260121-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "0635-3280212", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 26, "new": {"subject_kind": "ticket", "subject_id": 12, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 16, "new": {"ticket_id": 12, "kind": "report", "phone": "0635-3280212", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', '5225553795dc462abc7c67c3c97e0820', 'f4924deb4f6a6fce241486ec371bcc7d12533f99b1e75c39e6acb3acbd270199');
INSERT INTO journal VALUES (61, 1768925880, NULL, 1, '1 号席', 'log_call', 13, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 13, "new": {"material": "", "number": "20260121-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 27, "new": {"subject_kind": "ticket", "subject_id": 13, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 17, "new": {"ticket_id": 13, "kind": "report", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', 'c06a3f1ab56a4bfba1deeb4602ab2beb', 'f28886a108be629b4066d19f3198373e3c9cb6c47b85e591e512eec4278dbb8a');
INSERT INTO journal VALUES (62, 1768925880, NULL, 1, '1 号席', 'log_call', 14, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 14, "new": {"material": "", "number": "20260121-0006", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "crew_id": null, "supervised": false, "opened": 1768925880, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 28, "new": {"subject_kind": "ticket", "subject_id": 14, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "stopped": null, "outcome": null, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 18, "new": {"ticket_id": 14, "kind": "report", "phone": "", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "", "at": 1768925880, "staff_id": 1}}]', '05dd3bc1513842ed8a37383de235fff3', '7674a7eea9512a8e81eb584f7dae52030dab48e00bdf7f4557f97ec3f5e09b39');
INSERT INTO journal VALUES (63, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "new": {"area": "文化街", "cause": "抢修", "since": 1768925880, "expected": 1768936680, "households": 120, "planned": false, "place_id": null, "ticket_id": null, "until": null}}]', '81d88c53c04448a9b587524857bef9c8', 'fee4dcb7977f4487771c81eec550bae341dbbc4e0def7a567abcf750cdbcf4fa');
INSERT INTO journal VALUES (64, 1768925880, NULL, 1, '1 号席', 'end_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "old": {"until": null}, "new": {"until": 1768925880}}]', 'b773848cebc8479f8f4ea9c0dc75fc0f', '92f8e61905313c5aa000908a1e68da7f3ef85c2a058ede087b745b17c441c6cf');
INSERT INTO journal VALUES (65, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 2, "new": {"area": "金光路", "cause": "检修", "since": 1768925880, "expected": null, "households": null, "planned": true, "place_id": null, "ticket_id": null, "until": null}}]', '8993035711da4d00931a6e92d6f54de4', 'b049a6d45c0f2b63b8f872e7200a2da702762ecbe5055effc9469606e6468360');
INSERT INTO journal VALUES (66, 1768925880, NULL, 1, '1 号席', 'make_first_administrator', NULL, NULL, '演示管理员的密码', 'staff', '[{"table": "staff", "key": 1, "old": {"active": true, "on_duty": true, "login": "值班员"}, "new": {"active": false, "on_duty": false, "login": null}}, {"table": "staff", "key": 3, "new": {"name": "演示管理员", "login": "admin", "roles": "administrator,dispatcher,operator,supervisor", "active": true, "expires": null}}]', 'd5a31fc01d3c40faa99be8e0bd6a9a5d', '031dec1d3bdf1cc8fb96e8c18be415e065b3a933f8d6f5d09211b072726a0d37');
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
INSERT INTO call_words_data VALUES (1, X'138113');
INSERT INTO call_words_data VALUES (10, X'0000000002041300041101010101010201010301010000');
INSERT INTO call_words_data VALUES (137438953473, X'0000008A0530303231329AADFAD5E080808010020A363335333238303231329AADFAD5E0808080100106E58F88E6BC8F9AADFAD5E0808080100106E69DA5E794B59AADFAD5E0808080100205BC8FE4BA869AADFAD5E080808010030494E7A4BA9AADFAD5E0808080100106E794B5E4BABA9AADFAD5E0808080100205A4BAE69DA59AADFAD5E080808010040F151111100F11');
INSERT INTO call_words_data VALUES (274877906945, X'0000008A0530303231329AADFAD5E080808011020A363335333238303231329AADFAD5E0808080110106E58F88E6BC8F9AADFAD5E0808080110106E69DA5E794B59AADFAD5E0808080110205BC8FE4BA869AADFAD5E080808011030494E7A4BA9AADFAD5E0808080110106E794B5E4BABA9AADFAD5E0808080110205A4BAE69DA59AADFAD5E080808011040F151111100F11');
INSERT INTO call_words_data VALUES (412316860417, X'000000660730E58F88E6BC8F9AADFAD5E0808080120106E69DA5E794B59AADFAD5E0808080120205BC8FE4BA869AADFAD5E080808012030494E7A4BA9AADFAD5E0808080120106E794B5E4BABA9AADFAD5E0808080120205A4BAE69DA59AADFAD5E080808012041111100F11');
INSERT INTO call_words_data VALUES (2336462209025, X'0000023F0530303030309AADEE8D80808080010101010101018FBC808080800389D5C0808080030401319AADEE8D8080808008019991C0808080020102033231329AADEE8D8080808008019991C08080800201020A363335333238303231329AADEE8D8080808008019991C080808002010104313233349AADFAD5E08080800E01020A333830303030303030309AADEE8D80808080010101010101018FBC808080800389D5C0808080030B01319AADEE8D8080808008019991C080808002010507363335313233349AADFAD5E08080800E0103093930363335313233349AADFAD5E08080800F0106E4B88AE586929AADEE8D808080800101010101010101018FBC808080800189D5C08080800101010106E58692E6B0B49AADEE8D808080800101010101010101018FBC808080800189D5C080808001010102058C96E8A1979AADEE8D8080808008019991C08080800201030497E5A4B49AADEE8D8080808008019991C0808080020102058F88E6BC8F9AADFAD5E08080800E010106E69687E58C969AADEE8D8080808008019991C0808080020102059DA5E794B59AADEE8D8080808008019991C0808080020102010205BC8FE4BA869AADFAD5E08080800E01030494E7A4BA9AADFAD5E08080800E010106E794B5E4BABA9AADEE8D8080808008019991C0808080020102010205A4BAE69DA59AADFAD5E08080800E010106E8A197E58C979AADEE8D8080808008019991C080808002010205B7AFE4B88A9AADEE8D808080800101010101010101018FBC808080800189D5C0808080010101042315171E102915131429291918111A1B11101C111A');
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
INSERT INTO call_words_docsize VALUES (3798628849365811208, X'0D');
INSERT INTO call_words_docsize VALUES (3798628849365811209, X'0D');
INSERT INTO call_words_docsize VALUES (3798696881647779850, X'05');
INSERT INTO call_words_docsize VALUES (3798739401824010251, X'0D');
INSERT INTO call_words_docsize VALUES (3798739401824010252, X'0D');
INSERT INTO call_words_docsize VALUES (3798739401824010253, X'05');
INSERT INTO call_words_docsize VALUES (3798739401824010254, X'09');
INSERT INTO call_words_docsize VALUES (3798739401824010255, X'0B');
INSERT INTO call_words_docsize VALUES (3798739401824010256, X'09');
INSERT INTO call_words_docsize VALUES (3798739401824010257, X'09');
INSERT INTO call_words_docsize VALUES (3798739401824010258, X'07');
DELETE FROM call_words_config;
INSERT INTO call_words_config VALUES ('version', 4);
INSERT INTO passwords VALUES (3, 'no password', 1768925880, 0, NULL);
INSERT INTO call_phones VALUES (8, '13800000001');
INSERT INTO call_phones VALUES (9, '13800000001');
INSERT INTO call_phones VALUES (11, '13800000001');
INSERT INTO call_phones VALUES (12, '13800000001');
INSERT INTO call_phones VALUES (15, '13906351234');
INSERT INTO clocks VALUES (1, 'ticket', 1, 'accept', 1, 1768874400, 600, 1, 0, 0, 0, NULL, 1768875660, 'done', 1768875000, NULL, 'P1', 1);
INSERT INTO clocks VALUES (2, 'ticket', 2, 'accept', 1, 1768874400, 600, 1, 0, 0, 0, NULL, 1768890360, 'done', 1768875000, NULL, 'P1', 1);
INSERT INTO clocks VALUES (3, 'ticket', 3, 'accept', 1, 1768874400, 600, 2, 0, 1, 0, 1768906080, NULL, NULL, 1768875000, NULL, 'P2', NULL);
INSERT INTO clocks VALUES (4, 'ticket', 4, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, 1768905960, 'merged', 1768875000, NULL, 'P2', NULL);
INSERT INTO clocks VALUES (5, 'ticket', 5, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768875000, NULL, 'P2', 1);
INSERT INTO clocks VALUES (6, 'ticket', 6, 'accept', 1, 1768874400, 1800, 3, 0, 0, 0, NULL, 1768905960, 'cancelled', 1768876200, NULL, 'P3', NULL);
INSERT INTO clocks VALUES (7, 'ticket', 7, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, 1768924080, 'done', 1768875000, NULL, 'P2', 2);
INSERT INTO clocks VALUES (8, 'ticket', 1, 'arrive', 1, 1768875660, 1800, 5, 0, 0, 0, NULL, 1768877100, 'done', 1768877460, NULL, 'P1', 1);
INSERT INTO clocks VALUES (9, 'ticket', 1, 'resolve', 1, 1768877100, 86400, 18, 3600, 1, 7200, NULL, 1768889160, 'done', 1768974300, NULL, 'P1', 1);
INSERT INTO clocks VALUES (10, 'ticket', 1, 'isolate', 1, 1768877100, 14400, 12, 0, 0, 0, NULL, 1768878540, 'done', 1768891500, NULL, 'P1', 1);
INSERT INTO clocks VALUES (11, 'ticket', 2, 'arrive', 1, 1768890360, 1800, 5, 0, 0, 0, NULL, 1768890960, 'done', 1768892160, NULL, 'P1', 1);
INSERT INTO clocks VALUES (12, 'ticket', 2, 'resolve', 1, 1768890960, 86400, 18, 0, 0, 0, NULL, 1768891560, 'returned', 1768977360, NULL, 'P1', 1);
INSERT INTO clocks VALUES (13, 'ticket', 2, 'isolate', 1, 1768890960, 14400, 12, 0, 0, 0, NULL, 1768891560, 'returned', 1768905360, NULL, 'P1', 1);
INSERT INTO clocks VALUES (14, 'ticket', 2, 'accept', 2, 1768891560, 600, 1, 0, 0, 0, NULL, 1768895160, 'reassigned', 1768892160, NULL, 'P1', 1);
INSERT INTO clocks VALUES (15, 'ticket', 2, 'accept', 3, 1768895160, 600, 1, 0, 0, 0, NULL, 1768895160, 'done', 1768895760, NULL, 'P1', 2);
INSERT INTO clocks VALUES (16, 'ticket', 2, 'arrive', 2, 1768895160, 1800, 5, 0, 0, 0, NULL, 1768895160, 'done', 1768896960, NULL, 'P1', 2);
INSERT INTO clocks VALUES (17, 'ticket', 2, 'resolve', 2, 1768895160, 172800, 15, 0, 1, 0, NULL, 1768905960, 'done', 1769067960, NULL, 'P1', 2);
INSERT INTO clocks VALUES (18, 'ticket', 2, 'isolate', 2, 1768895160, 14400, 12, 0, 0, 0, NULL, 1768905960, 'done', 1768909560, NULL, 'P1', 2);
INSERT INTO clocks VALUES (19, 'ticket', 8, 'accept', 1, 1768906080, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768906680, NULL, 'P1', NULL);
INSERT INTO clocks VALUES (20, 'ticket', 7, 'arrive', 1, 1768924080, 1800, 7, 0, 0, 0, NULL, 1768924080, 'done', 1768925880, NULL, 'P2', 2);
INSERT INTO clocks VALUES (21, 'ticket', 7, 'resolve', 1, 1768924080, 14400, 16, 0, 0, 0, NULL, 1768924080, 'done', 1768938480, NULL, 'P2', 2);
INSERT INTO clocks VALUES (22, 'ticket', 7, 'accept', 2, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (23, 'ticket', 9, 'accept', 1, 1768925880, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P1', NULL);
INSERT INTO clocks VALUES (24, 'ticket', 10, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (25, 'ticket', 11, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (26, 'ticket', 12, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (27, 'ticket', 13, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO clocks VALUES (28, 'ticket', 14, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL);
INSERT INTO holds VALUES (1, 9, 1768878660, 1768885860, '等材料', 1);
INSERT INTO holds VALUES (2, 3, 1768906080, NULL, '用户要求改时间', 1);
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
CREATE INDEX ix_journal_ticket ON journal (ticket_id, id);
CREATE INDEX ix_alerts_unseen ON alerts (id) WHERE seen_at IS NULL AND outcome = 'sent';
CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE UNIQUE INDEX uq_staff_login ON staff (login);
CREATE INDEX ix_deliveries_waiting ON deliveries (channel) WHERE state IN ('pending', 'claimed');
CREATE INDEX ix_call_phones_digits ON call_phones (digits);
CREATE INDEX ix_backups_ended ON backups (ended);
CREATE INDEX ix_clocks_deadline ON clocks (deadline);
CREATE INDEX ix_clocks_next_rung ON clocks (next_rung) WHERE next_rung IS NOT NULL;
CREATE INDEX ix_clocks_stopped ON clocks (stopped);
CREATE INDEX ix_clocks_running ON clocks (subject_id, subject_kind) WHERE stopped IS NULL;
CREATE INDEX ix_holds_clock_id ON holds (clock_id);
CREATE VIEW domain_words AS SELECT '{"staff.roles": ["administrator", "dispatcher", "operator", "supervisor"], "crews.zone": ["rural", "urban"], "places.zone": ["rural", "urban"], "faults.fault_group": ["fittings", "frost", "main", "meter", "other", "road", "supply"], "faults.priority": ["P1", "P2", "P3", "P4"], "limits.stage": ["accept", "arrive", "isolate", "resolve"], "limits.priority": ["P1", "P2", "P3", "P4"], "limits.zone": ["rural", "urban"], "rungs.kind": ["escalation", "overdue", "warning"], "rungs.stage": ["accept", "arrive", "isolate", "resolve"], "rungs.priority": ["P1", "P2", "P3", "P4"], "rungs.roles": ["administrator", "dispatcher", "operator", "supervisor"], "tickets.state": ["accepted", "arrived", "cancelled", "closed", "dispatched", "merged", "new", "resolved"], "tickets.priority": ["P1", "P2", "P3", "P4"], "tickets.zone": ["rural", "urban"], "tickets.callback": ["no_answer", "satisfied", "unsatisfied"], "tickets.source": ["demo", "desk", "drill", "import"], "calls.kind": ["chase", "complaint", "enquiry", "report"], "clocks.subject_kind": ["ticket"], "clocks.stage": ["accept", "arrive", "isolate", "resolve"], "clocks.outcome": ["cancelled", "done", "merged", "reassigned", "returned"], "clocks.priority": ["P1", "P2", "P3", "P4"], "alerts.recipient": ["administrator", "dispatcher", "operator", "supervisor"], "alerts.outcome": ["expired", "sent", "suppressed"], "deliveries.channel": ["log", "screen"], "deliveries.state": ["claimed", "delivered", "failed", "pending"]}' AS words;
COMMIT;
