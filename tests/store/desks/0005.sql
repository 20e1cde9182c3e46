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
	source_key TEXT, water_over_road BOOLEAN DEFAULT 0 NOT NULL, traffic_blocked BOOLEAN DEFAULT 0 NOT NULL, sensitive_user BOOLEAN DEFAULT 0 NOT NULL, danger_to_people BOOLEAN DEFAULT 0 NOT NULL, first_call BIGINT, 
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
	crew_id INTEGER, held_until BIGINT, split BIGINT, entered BIGINT, first_due BIGINT, first_started BIGINT, promised BIGINT, granted BOOLEAN DEFAULT 0 NOT NULL, repeats BOOLEAN DEFAULT 0 NOT NULL, consent TEXT, 
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
	granted_by INTEGER, counted INTEGER, consent_id INTEGER CONSTRAINT fk_holds_consent_id REFERENCES consents (id), 
	CONSTRAINT pk_holds PRIMARY KEY (id), 
	CONSTRAINT fk_holds_clock_id FOREIGN KEY(clock_id) REFERENCES clocks (id), 
	CONSTRAINT fk_holds_granted_by FOREIGN KEY(granted_by) REFERENCES staff (id)
);
CREATE TABLE consents (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	clock_id INTEGER, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at BIGINT NOT NULL, 
	asked_by INTEGER, 
	reason TEXT NOT NULL, 
	grace BIGINT, 
	"before" JSON, 
	decided_at BIGINT, 
	decided_by INTEGER, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_consents PRIMARY KEY (id), 
	CONSTRAINT fk_consents_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id), 
	CONSTRAINT fk_consents_clock_id FOREIGN KEY(clock_id) REFERENCES clocks (id), 
	CONSTRAINT fk_consents_asked_by FOREIGN KEY(asked_by) REFERENCES staff (id), 
	CONSTRAINT fk_consents_decided_by FOREIGN KEY(decided_by) REFERENCES staff (id)
);
CREATE TABLE assists (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	crew_id INTEGER NOT NULL, 
	dispatched_at BIGINT NOT NULL, 
	arrived_at BIGINT, 
	left_at BIGINT, 
	undone BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_assists PRIMARY KEY (id), 
	CONSTRAINT fk_assists_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id), 
	CONSTRAINT fk_assists_crew_id FOREIGN KEY(crew_id) REFERENCES crews (id)
);
INSERT INTO alembic_version VALUES ('0005');
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
INSERT INTO requests VALUES ('896dc43d1f8b47868326d381ded60cb0', 'save_crew', 1768874400, 1);
INSERT INTO requests VALUES ('d4a819f47f8f414896cda78d2cec1e65', 'save_crew', 1768874400, 2);
INSERT INTO requests VALUES ('80ec9b535496402bb4edc0b9cefda783', 'log_call', 1768874400, 1);
INSERT INTO requests VALUES ('7ce198eddfc241e9beca2be5b303e8df', 'log_call', 1768874400, 2);
INSERT INTO requests VALUES ('dd5d70848e49475b96dbb20f6e242f13', 'log_call', 1768874400, 3);
INSERT INTO requests VALUES ('f0a755bd275947cdb93ca74802f51552', 'log_call', 1768874400, 4);
INSERT INTO requests VALUES ('3e8616586ebb4fd08aaba0bad289750d', 'log_call', 1768874400, 5);
INSERT INTO requests VALUES ('25b05aa70ae749f1ac219f80f0a4abb6', 'log_call', 1768874400, 6);
INSERT INTO requests VALUES ('cbf4f4369d60422ba3bf4ea905e89b8e', 'log_call', 1768874400, 7);
INSERT INTO requests VALUES ('16354bfdcf1844cf89f9b5f90d8436ee', 'chase', 1768874400, 1);
INSERT INTO requests VALUES ('004e288c946043d4a791d53acc635c60', 'attach_call', 1768874400, 1);
INSERT INTO requests VALUES ('9d933585ebb2461aadb8cfea4921b177', 'dispatch', 1768874880, 1);
INSERT INTO requests VALUES ('6c610017159d4beb8e0b5e7694ff2e07', 'assist', 1768874880, 1);
INSERT INTO requests VALUES ('de2ffeeabbd84f6985289bdfce77cea3', 'acknowledge', 1768874880, 5);
INSERT INTO requests VALUES ('7f1e5e8b2f214c63a57be18fd86cdcce', 'accept', 1768875660, 1);
INSERT INTO requests VALUES ('b5fd86ea7e1a4d33b976222a38df4047', 'depart', 1768876380, 1);
INSERT INTO requests VALUES ('f912e51394734de18d9d27779ce049c1', 'arrive', 1768877100, 1);
INSERT INTO requests VALUES ('cc57c5f74051464793da618566154365', 'locate', 1768877820, 1);
INSERT INTO requests VALUES ('5b533c355c85483ca0bcaeba26265d11', 'isolate', 1768878540, 1);
INSERT INTO requests VALUES ('b119dd9b3cc24734a1b5292ddbd3c647', 'hold', 1768878660, 1);
INSERT INTO requests VALUES ('4ea0956f02a348ef850680cfc812f34b', 'resume', 1768885860, 1);
INSERT INTO requests VALUES ('51e22fe159ef4a499fce3e0eb047a39b', 'extend', 1768885860, 1);
INSERT INTO requests VALUES ('659c0a5e41bc4ac193810b07fe5c79b7', 'resolve', 1768889460, 1);
INSERT INTO requests VALUES ('c78ba1a2c87e4aaf9a4c726c7919678b', 'correct_time', 1768889460, 1);
INSERT INTO requests VALUES ('4f421fb0d26a410793f12d07838fba52', 'callback', 1768889460, 1);
INSERT INTO requests VALUES ('8c138313bde94f248d62a3fe3f3e6146', 'close', 1768889760, 1);
INSERT INTO requests VALUES ('aefb0bb580cb491babdaff9cc1d43182', 'dispatch', 1768889760, 2);
INSERT INTO requests VALUES ('3492ac76b479437fb5465d8a394f36ac', 'accept', 1768890360, 2);
INSERT INTO requests VALUES ('9c9dff7c2e284dadac8c590d5388613d', 'arrive', 1768890960, 2);
INSERT INTO requests VALUES ('09b8ce0b4e98481683a6e25003c6f902', 'return', 1768891560, 2);
INSERT INTO requests VALUES ('1ab940c387bf484a92a5a5c837367f12', 'dispatch', 1768895160, 2);
INSERT INTO requests VALUES ('2486cd1fbd3448a191fd997b18720902', 'reassign', 1768895160, 2);
INSERT INTO requests VALUES ('ef8609db0262440d91be02a27eee645a', 'accept', 1768895160, 2);
INSERT INTO requests VALUES ('3ff7687df416423a8967e1cc9d4db099', 'arrive', 1768895160, 2);
INSERT INTO requests VALUES ('4c801b2059e645e5ae981b88ec04e3aa', 'isolate', 1768905960, 2);
INSERT INTO requests VALUES ('062ddf6a40994e5f9954462e1cfd5b81', 'rerate', 1768905960, 2);
INSERT INTO requests VALUES ('5b8124461a1141609b9ca2c54480bb47', 'resolve', 1768905960, 2);
INSERT INTO requests VALUES ('872a9928dcdd4f11bc68aed368be8eaa', 'merge', 1768905960, 5);
INSERT INTO requests VALUES ('19583b5f4653439aaeecd53c7c4ef7d2', 'dispatch', 1768905960, 5);
INSERT INTO requests VALUES ('6789d0eaefde410397f60363a86b36ee', 'cancel', 1768905960, 6);
INSERT INTO requests VALUES ('0d9a8e361f43442a90ce07d890bd7c67', 'rerate', 1768905960, 3);
INSERT INTO requests VALUES ('d075f65e4f4f4c7ba93a0e7ccd4d237a', 'hold', 1768906080, 3);
INSERT INTO requests VALUES ('7dcc6bb7c09844248117707d4f2c04d7', 'log_call', 1768906080, 8);
INSERT INTO requests VALUES ('f49264ffbae34a11bbbd6b0221a3a76d', 'dispatch', 1768924080, 7);
INSERT INTO requests VALUES ('5130ac78dfa641bfbb2c7263ea366b6d', 'accept', 1768924080, 7);
INSERT INTO requests VALUES ('b7bb98f51f834836a05ce022e4e0308d', 'arrive', 1768924080, 7);
INSERT INTO requests VALUES ('582be32463734227a7e3bb9c9e57510b', 'resolve', 1768924080, 7);
INSERT INTO requests VALUES ('5eb8a500643a49c1a9a94ef6b9b6c42f', 'reopen', 1768925880, 7);
INSERT INTO requests VALUES ('b3094a5bcfdb4be4b26294cb12d15458', 'log_other_call', 1768925880, 11);
INSERT INTO requests VALUES ('2f75fafa3e2143c18f0258db7a8c61d0', 'log_other_call', 1768925880, 12);
INSERT INTO requests VALUES ('65496843f39f47088e538703b72cab1d', 'log_call', 1768925880, 9);
INSERT INTO requests VALUES ('f78cd6abf14b4396b4f08d502881a2d2', 'save_staff', 1768925880, 2);
INSERT INTO requests VALUES ('44dc3e620d74469da015627bbfae7004', 'save_member', 1768925880, 1);
INSERT INTO requests VALUES ('49303c21afcc467fb261f68ea3989c1f', 'log_call', 1768925880, 10);
INSERT INTO requests VALUES ('ba9a4397561445b1bd86b9a7480e88c9', 'log_call', 1768925880, 11);
INSERT INTO requests VALUES ('493a3028a18a4b8985f9f952be1dcd3f', 'log_call', 1768925880, 12);
INSERT INTO requests VALUES ('c24b7566298342fdb59c08a5eb24a4c5', 'log_call', 1768925880, 13);
INSERT INTO requests VALUES ('7f4ebf7805f84dbe9759a4041658a9f9', 'log_call', 1768925880, 14);
INSERT INTO requests VALUES ('1322c508133f495fbc25153793c5f5c6', 'announce_outage', 1768925880, 1);
INSERT INTO requests VALUES ('24996b839c084a93941bf2990fd7b544', 'end_outage', 1768925880, 1);
INSERT INTO requests VALUES ('58fc01e74ff040599daddb09fffe71c0', 'announce_outage', 1768925880, 2);
INSERT INTO requests VALUES ('305507dc895d44b7ba6ab5bcf2c6dfc8', 'make_first_administrator', 1768925880, 3);
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
INSERT INTO settings VALUES ('desk_id', '"5fff0fe95a614af3963860ef41d5abce"');
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
INSERT INTO tickets VALUES (1, '20260120-0001', 17, 'closed', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', 1, 0, 1768874400, NULL, 1768874880, 1768876380, 1768877820, 1768878540, 1768889160, 1768889760, NULL, 3, 1, 0, 1, 0, 'satisfied', '换管', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (2, '20260120-0002', 12, 'resolved', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', 600, '', NULL, '', 2, 0, 1768874400, NULL, 1768895160, NULL, NULL, 1768905960, 1768905960, NULL, NULL, 1, 0, 1, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (3, '20260120-0003', 3, 'new', 1, 'no_water', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (4, '20260120-0004', 2, 'merged', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, 1768905960, 5, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (5, '20260120-0005', 3, 'dispatched', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', 1, 0, 1768874400, NULL, 1768905960, NULL, NULL, NULL, NULL, NULL, NULL, 2, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (6, '20260120-0006', 2, 'cancelled', 0, 'valve', 'P3', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, 1768905960, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (7, '20260120-0007', 6, 'new', 0, 'no_water', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 1, NULL, '换阀', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (8, '20260120-0008', 1, 'new', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768906080, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (9, '20260121-0001', 1, 'new', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (10, '20260121-0002', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '013806351234', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (11, '20260121-0003', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13806351234/13906351234', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (12, '20260121-0004', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '0635-3280212', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (13, '20260121-0005', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '０６３５－３２８０２１２', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
INSERT INTO tickets VALUES (14, '20260121-0006', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL);
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
INSERT INTO journal VALUES (1, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 1, "new": {"name": "一班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', '896dc43d1f8b47868326d381ded60cb0', 'c510592cb22593b9e263947f3ae72db6f0ab32e6ad9db3bf40071ccd5fd7e192');
INSERT INTO journal VALUES (2, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 2, "new": {"name": "二班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', 'd4a819f47f8f414896cda78d2cec1e65', 'abc3202256477c6210d2d14b761f3ce9db0f1218e280c42118833f8f44f85e2c');
INSERT INTO journal VALUES (3, 1768874400, NULL, 1, '1 号席', 'log_call', 1, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 1, "new": {"material": "", "number": "20260120-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 1, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 1, "new": {"ticket_id": 1, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '80ec9b535496402bb4edc0b9cefda783', 'bfb447c763792da441ecc6340bd090598f74b17abde28c7e4a0443e55a7a577b');
INSERT INTO journal VALUES (4, 1768874400, NULL, 1, '1 号席', 'log_call', 2, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 2, "new": {"material": "", "number": "20260120-0002", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 2, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 2, "new": {"ticket_id": 2, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '7ce198eddfc241e9beca2be5b303e8df', '79f372cf6367649073ef67a592f0361a6d78568161926411741712d0b0043edf');
INSERT INTO journal VALUES (5, 1768874400, NULL, 1, '1 号席', 'log_call', 3, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 3, "new": {"material": "", "number": "20260120-0003", "version": 1, "state": "new", "held": false, "fault": "low_pressure", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 3, "new": {"subject_kind": "ticket", "subject_id": 3, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768876200, "first_started": null, "promised": null, "repeats": false, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 3, "new": {"ticket_id": 3, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', 'dd5d70848e49475b96dbb20f6e242f13', '07abf0beb30d2b508e0a5cf182c9c886b19a3296fa57c94a6d06040fbc7f76d9');
INSERT INTO journal VALUES (6, 1768874400, NULL, 1, '1 号席', 'log_call', 4, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 4, "new": {"material": "", "number": "20260120-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 4, "new": {"subject_kind": "ticket", "subject_id": 4, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 4, "new": {"ticket_id": 4, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', 'f0a755bd275947cdb93ca74802f51552', 'cb46bc931be6ea9ddfd4434231697835d1061b06ccde74883f99e2fc92b78bfa');
INSERT INTO journal VALUES (7, 1768874400, NULL, 1, '1 号席', 'log_call', 5, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 5, "new": {"material": "", "number": "20260120-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 5, "new": {"subject_kind": "ticket", "subject_id": 5, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 5, "new": {"ticket_id": 5, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '3e8616586ebb4fd08aaba0bad289750d', 'c479a02c6a443a8ed36e58b4b2526c22ada446fbc66044f105e1088da9370fce');
INSERT INTO journal VALUES (8, 1768874400, NULL, 1, '1 号席', 'log_call', 6, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 6, "new": {"material": "", "number": "20260120-0006", "version": 1, "state": "new", "held": false, "fault": "valve", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 6, "new": {"subject_kind": "ticket", "subject_id": 6, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768876200, "first_started": null, "promised": null, "repeats": false, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 6, "new": {"ticket_id": 6, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', '25b05aa70ae749f1ac219f80f0a4abb6', 'e2c43de673fa52ed74b83dbe0e78ecaaf5c3acefc04f46528c4b1d93c6cda03a');
INSERT INTO journal VALUES (9, 1768874400, NULL, 1, '1 号席', 'log_call', 7, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 7, "new": {"material": "", "number": "20260120-0007", "version": 1, "state": "new", "held": false, "fault": "no_water", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 7, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 7, "new": {"ticket_id": 7, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1}}]', 'cbf4f4369d60422ba3bf4ea905e89b8e', '970c37bdea7f251319f468818669c2ed6bfdb15716d759434a742e39dbc6eb86');
INSERT INTO journal VALUES (10, 1768874400, NULL, 1, '1 号席', 'chase', 1, 2, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 1, "calls": 1, "chases": 0}, "new": {"version": 2, "calls": 2, "chases": 1}}, {"table": "calls", "key": 8, "new": {"ticket_id": 1, "kind": "chase", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1}}]', '16354bfdcf1844cf89f9b5f90d8436ee', '9fd482731abaf93c82161b8bd023b92b21056c9e47aee399c77b4446e18f9512');
INSERT INTO journal VALUES (11, 1768874400, NULL, 1, '1 号席', 'attach_call', 1, 3, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 2, "calls": 2}, "new": {"version": 3, "calls": 3}}, {"table": "calls", "key": 9, "new": {"ticket_id": 1, "kind": "report", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1}}]', '004e288c946043d4a791d53acc635c60', '3ddae743d61f0565fd61f09956711d6b98a0a7e5437b6eaf59a0caaa88d01c2e');
INSERT INTO journal VALUES (12, 1768874880, NULL, 1, '1 号席', 'dispatch', 1, 4, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 1, "old": {"split": null}, "new": {"split": 1768874880}}, {"table": "tickets", "key": 1, "old": {"version": 3, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 4, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768874880}}]', '9d933585ebb2461aadb8cfea4921b177', 'a5be9814d763ea1c851b9aba665456d504394c607660b3a9129206f2ebf4dc35');
INSERT INTO journal VALUES (13, 1768874880, NULL, 1, '1 号席', 'assist', 1, 5, '二班', 'assists,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 4}, "new": {"version": 5}}, {"table": "assists", "key": 1, "new": {"ticket_id": 1, "crew_id": 2, "dispatched_at": 1768874880, "arrived_at": null, "left_at": null, "undone": false}}]', '6c610017159d4beb8e0b5e7694ff2e07', '2282777f53cefb89ec5b6a684f7daad66834d9ed8b56f06119533af3fedeb4c5');
INSERT INTO journal VALUES (14, 1768874880, NULL, 1, '1 号席', 'acknowledge', 1, NULL, '', 'alerts', '[{"table": "alerts", "key": 1, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', 'de2ffeeabbd84f6985289bdfce77cea3', '2af5960d2edf7cb821df9724ae72a59a56ab909b58db7fefb24ab2c38712ded6');
INSERT INTO journal VALUES (15, 1768874880, NULL, 1, '1 号席', 'acknowledge', 2, NULL, '', 'alerts', '[{"table": "alerts", "key": 2, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', 'de2ffeeabbd84f6985289bdfce77cea3', '15c843bbf7cd9d82adc4b5b0d7568924a7544947a619ad9c50e32224863685b7');
INSERT INTO journal VALUES (16, 1768874880, NULL, 1, '1 号席', 'acknowledge', 4, NULL, '', 'alerts', '[{"table": "alerts", "key": 3, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', 'de2ffeeabbd84f6985289bdfce77cea3', 'abe768c324a3a26a8aca114869a7be86b8d143385c6de45358f8929a9decbdcb');
INSERT INTO journal VALUES (17, 1768874880, NULL, 1, '1 号席', 'acknowledge', 5, NULL, '', 'alerts', '[{"table": "alerts", "key": 4, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', 'de2ffeeabbd84f6985289bdfce77cea3', 'ccb43fe97c874dc1b7622566660976c128ba974b2a033da54b6399a29bc5e944');
INSERT INTO journal VALUES (18, 1768874880, NULL, 1, '1 号席', 'acknowledge', 7, NULL, '', 'alerts', '[{"table": "alerts", "key": 5, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', 'de2ffeeabbd84f6985289bdfce77cea3', 'eb84fbb92e2f668504ff7d2c7ac36c77b155345758826164f0eff9e0e5f2ad61');
INSERT INTO journal VALUES (19, 1768875660, NULL, 1, '1 号席', 'accept', 1, 6, '', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768875660, "entered": 1768875660, "outcome": "done"}}, {"table": "clocks", "key": 8, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "arrive", "round": 1, "started": 1768875660, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768877460, "first_started": null, "promised": null, "repeats": false, "deadline": 1768877460, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 5, "state": "dispatched"}, "new": {"version": 6, "state": "accepted"}}]', '7f1e5e8b2f214c63a57be18fd86cdcce', '440134494138bce19fb5940993e5a0686aaf5ea98588d0e8a00e95a3874e2a22');
INSERT INTO journal VALUES (20, 1768876380, NULL, 1, '1 号席', 'depart', 1, 7, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"split": null}, "new": {"split": 1768876380}}, {"table": "tickets", "key": 1, "old": {"version": 6, "departed_at": null}, "new": {"version": 7, "departed_at": 1768876380}}]', 'b5fd86ea7e1a4d33b976222a38df4047', '1023d30125c762979048de47c56c2715eda536b7e6912bd325cd3f931af23413');
INSERT INTO journal VALUES (21, 1768877100, NULL, 1, '1 号席', 'arrive', 1, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768877100, "entered": 1768877100, "outcome": "done"}}, {"table": "clocks", "key": 9, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "resolve", "round": 1, "started": 1768877100, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768963500, "first_started": null, "promised": null, "repeats": false, "deadline": 1768963500, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 10, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "isolate", "round": 1, "started": 1768877100, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768891500, "first_started": null, "promised": null, "repeats": false, "deadline": 1768891500, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 7, "state": "accepted"}, "new": {"version": 8, "state": "arrived"}}]', 'f912e51394734de18d9d27779ce049c1', 'c4ca07d912e40aa74d375353fbb51300a21142b0243dee001aee5ac2f8367cc2');
INSERT INTO journal VALUES (22, 1768877820, NULL, 1, '1 号席', 'locate', 1, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"split": null}, "new": {"split": 1768877820}}, {"table": "tickets", "key": 1, "old": {"version": 8, "located_at": null}, "new": {"version": 9, "located_at": 1768877820}}]', 'cc57c5f74051464793da618566154365', '64ba2cd50bc02f997ac838be40e48068a3d1a30231efcb32932a5a3fc5123ab2');
INSERT INTO journal VALUES (23, 1768878540, NULL, 1, '1 号席', 'isolate', 1, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 10, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768878540, "entered": 1768878540, "outcome": "done"}}, {"table": "tickets", "key": 1, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768878540}}]', '5b533c355c85483ca0bcaeba26265d11', 'a06ea515e3c8129410905896ddb37e28858425e13f74f626d8ea679e23c85840');
INSERT INTO journal VALUES (24, 1768878660, NULL, 1, '1 号席', 'hold', 1, 11, '等材料', 'clocks,consents,holds,tickets', '[{"table": "consents", "key": 1, "new": {"ticket_id": 1, "clock_id": null, "kind": "hold", "state": "asked", "asked_at": 1768878660, "asked_by": 1, "reason": "等材料", "grace": 1768880460, "note": "", "before": null}}, {"table": "clocks", "key": 9, "old": {"held_since": null, "held_until": null}, "new": {"held_since": 1768878660, "held_until": 1768880460}}, {"table": "holds", "key": 1, "new": {"clock_id": 9, "since": 1768878660, "until": null, "reason": "等材料", "granted_by": null, "consent_id": 1, "counted": 0}}, {"table": "tickets", "key": 1, "old": {"version": 10, "held": false}, "new": {"version": 11, "held": true}}]', 'b119dd9b3cc24734a1b5292ddbd3c647', '9a85c1627b70b1a2db496fda5b68ae28517d43867363273fd3a32048f504bf3c');
INSERT INTO journal VALUES (25, 1768885860, NULL, 1, '1 号席', 'resume', 1, 12, '', 'clocks,holds,tickets', '[{"table": "holds", "key": 1, "old": {"until": null}, "new": {"until": 1768885860}}, {"table": "clocks", "key": 9, "old": {"held_since": 1768878660, "held_until": 1768880460}, "new": {"held_since": null, "held_until": null}}, {"table": "tickets", "key": 1, "old": {"version": 11, "held": true}, "new": {"version": 12, "held": false}}]', '4ea0956f02a348ef850680cfc812f34b', '972f1a96f3497b01c1a630e4fec26344c26a70f538c2caf1a982034f2b53276f');
INSERT INTO journal VALUES (26, 1768885860, NULL, 1, '1 号席', 'extend', 1, 13, '夜间', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"extended": 0, "term": 0, "deadline": 1768963500}, "new": {"extended": 3600, "term": 1, "deadline": 1768967100}}, {"table": "tickets", "key": 1, "old": {"version": 12, "extensions": 0}, "new": {"version": 13, "extensions": 1}}]', '51e22fe159ef4a499fce3e0eb047a39b', '420d6f99f26056e233f1d8e9260d4ea711b3960f1159ff40c833eeddb24f2683');
INSERT INTO journal VALUES (27, 1768889460, NULL, 1, '1 号席', 'resolve', 1, 14, '换管', 'assists,clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768889460, "entered": 1768889460, "outcome": "done"}}, {"table": "assists", "key": 1, "old": {"left_at": null}, "new": {"left_at": 1768889460}}, {"table": "tickets", "key": 1, "old": {"version": 13, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 14, "state": "resolved", "resolved_at": 1768889460, "resolution": "换管"}}]', '659c0a5e41bc4ac193810b07fe5c79b7', 'f7385f496713407e05e7e02561cd30b4815c4ee7d03c698d3dc52b68b3965ef3');
INSERT INTO journal VALUES (28, 1768889460, 1768889160, 1, '1 号席', 'correct_time', 1, 15, '处置完成：记错', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": 1768889460, "consent": null}, "new": {"stopped": 1768889160, "consent": "correction"}}, {"table": "tickets", "key": 1, "old": {"version": 14, "resolved_at": 1768889460}, "new": {"version": 15, "resolved_at": 1768889160}}]', 'c78ba1a2c87e4aaf9a4c726c7919678b', 'aa86afdc5eb4966a0ba0fb18cdc7e670345835f0d49053a19cfd32863ab84226');
INSERT INTO journal VALUES (29, 1768889460, NULL, 1, '1 号席', 'callback', 1, 16, '满意', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 15, "callback": null}, "new": {"version": 16, "callback": "satisfied"}}]', '4f421fb0d26a410793f12d07838fba52', 'ee35dff0c5bfb51b6e8da56c4449639836640da6247a90dbb5754f6629fb07ac');
INSERT INTO journal VALUES (30, 1768889760, NULL, 1, '1 号席', 'close', 1, 17, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 16, "state": "resolved", "ended_at": null}, "new": {"version": 17, "state": "closed", "ended_at": 1768889760}}]', '8c138313bde94f248d62a3fe3f3e6146', '4550e0253bf5ded64c15ab03e0d84f596f991ae9b29ded539f0af310219bbc94');
INSERT INTO journal VALUES (31, 1768889760, NULL, 1, '1 号席', 'dispatch', 2, 2, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 2, "old": {"split": null}, "new": {"split": 1768889760}}, {"table": "tickets", "key": 2, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768889760}}]', 'aefb0bb580cb491babdaff9cc1d43182', '85298a3b99eb2449753ba6ec33c0fa8002c29eca1c119538f7734fc3b5f5c3b5');
INSERT INTO journal VALUES (32, 1768890360, NULL, 1, '1 号席', 'accept', 2, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768890360, "entered": 1768890360, "outcome": "done"}}, {"table": "clocks", "key": 11, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 1, "started": 1768890360, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768892160, "first_started": null, "promised": null, "repeats": false, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', '3492ac76b479437fb5465d8a394f36ac', '569f99f9a14a05bc17b46d60d9c72ee669761835026d0ad2c7cbafa247d1317e');
INSERT INTO journal VALUES (33, 1768890960, NULL, 1, '1 号席', 'arrive', 2, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 11, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768890960, "entered": 1768890960, "outcome": "done"}}, {"table": "clocks", "key": 12, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 1, "started": 1768890960, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768977360, "first_started": null, "promised": null, "repeats": false, "deadline": 1768977360, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 13, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 1, "started": 1768890960, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768905360, "first_started": null, "promised": null, "repeats": false, "deadline": 1768905360, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', '9c9dff7c2e284dadac8c590d5388613d', '38bd76c3d629da7ffbdd7db4acc3b2e8225d96ddeac60de13fdf035fe631b4a5');
INSERT INTO journal VALUES (34, 1768891560, NULL, 1, '1 号席', 'return', 2, 5, '不归本班', 'clocks,tickets', '[{"table": "clocks", "key": 12, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768891560, "entered": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 13, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768891560, "entered": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 14, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 2, "started": 1768891560, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768892160, "first_started": null, "promised": null, "repeats": true, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"crew_id": 1}, "new": {"crew_id": null}}, {"table": "tickets", "key": 2, "old": {"version": 4, "state": "arrived", "crew_id": 1, "dispatched_at": 1768889760, "returns": 0}, "new": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null, "returns": 1}}]', '09b8ce0b4e98481683a6e25003c6f902', 'f3a3f7abc25d32a284824b20d20ea3a155b02927e37f5e2946778045e2772166');
INSERT INTO journal VALUES (35, 1768895160, NULL, 1, '1 号席', 'dispatch', 2, 6, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"split": null}, "new": {"split": 1768895160}}, {"table": "tickets", "key": 2, "old": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 6, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768895160}}]', '1ab940c387bf484a92a5a5c837367f12', '99fd95539c82a192522b00db30e3c754e2eed15c3147d7e17ef129282aab6b74');
INSERT INTO journal VALUES (36, 1768895160, NULL, 1, '1 号席', 'reassign', 2, 7, '二班：更近', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "reassigned"}}, {"table": "clocks", "key": 15, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 3, "started": 1768895160, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768895760, "first_started": null, "promised": null, "repeats": true, "deadline": 1768895760, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 15, "old": {"crew_id": 1}, "new": {"crew_id": 2}}, {"table": "clocks", "key": 15, "old": {"split": null}, "new": {"split": 1768895160}}, {"table": "tickets", "key": 2, "old": {"version": 6, "crew_id": 1}, "new": {"version": 7, "crew_id": 2}}]', '2486cd1fbd3448a191fd997b18720902', '4c1715ed34c47af5fbb9d37e9fa7a78b0da5a1a6835bb4fa18b2ae42932d31f7');
INSERT INTO journal VALUES (37, 1768895160, NULL, 1, '1 号席', 'accept', 2, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 15, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 16, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 2, "started": 1768895160, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768896960, "first_started": null, "promised": null, "repeats": true, "deadline": 1768896960, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 7, "state": "dispatched"}, "new": {"version": 8, "state": "accepted"}}]', 'ef8609db0262440d91be02a27eee645a', 'a79eac23ca0bf98ab91f20748135d3d1274ece4d80359fe22ea576ce5f6bc4f2');
INSERT INTO journal VALUES (38, 1768895160, NULL, 1, '1 号席', 'arrive', 2, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 16, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 17, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 2, "started": 1768895160, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768981560, "first_started": null, "promised": 1768977360, "repeats": false, "deadline": 1768977360, "priority": "P1", "crew_id": 2}}, {"table": "clocks", "key": 18, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 2, "started": 1768895160, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768909560, "first_started": null, "promised": 1768905360, "repeats": false, "deadline": 1768905360, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 8, "state": "accepted"}, "new": {"version": 9, "state": "arrived"}}]', '3ff7687df416423a8967e1cc9d4db099', 'bedc6ce02dc2db3618d5a0d01cff09f383938362817d1a0a9cc530a0dc54848b');
INSERT INTO journal VALUES (39, 1768905960, NULL, 1, '1 号席', 'isolate', 2, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 18, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768905960}}]', '4c801b2059e645e5ae981b88ec04e3aa', 'b0e9c07d10a91eebdd919b5ff5381915b8d09925c76914836f93797f20ace064');
INSERT INTO journal VALUES (40, 1768905960, NULL, 1, '1 号席', 'rerate', 2, 11, '现场核实', 'consents,tickets', '[{"table": "consents", "key": 2, "new": {"ticket_id": 2, "clock_id": null, "kind": "rerate", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "现场核实", "grace": null, "note": "", "before": {"fault": "burst_main", "priority": "P1", "zone": "urban", "dn": null}}}, {"table": "tickets", "key": 2, "old": {"version": 10, "dn": null}, "new": {"version": 11, "dn": 600}}]', '062ddf6a40994e5f9954462e1cfd5b81', '05bf805dca4d1b1fa21ebd5c47a5e2abcbcd4487566e1778ec91b2d95179c837');
INSERT INTO journal VALUES (41, 1768905960, NULL, 1, '1 号席', 'resolve', 2, 12, '', 'clocks,tickets', '[{"table": "clocks", "key": 17, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 11, "state": "arrived", "resolved_at": null}, "new": {"version": 12, "state": "resolved", "resolved_at": 1768905960}}]', '5b8124461a1141609b9ca2c54480bb47', '7f908b53e702287c86774ecb36b8dcc323ef260daef3ede703aa79746d805e52');
INSERT INTO journal VALUES (42, 1768905960, NULL, 1, '1 号席', 'merge', 4, 2, '20260120-0004 并入 20260120-0005', 'clocks,consents,tickets', '[{"table": "clocks", "key": 4, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "merged"}}, {"table": "consents", "key": 3, "new": {"ticket_id": 4, "clock_id": null, "kind": "merge", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "20260120-0004 并入 20260120-0005", "grace": null, "note": "", "before": null}}, {"table": "tickets", "key": 4, "old": {"version": 1, "state": "new", "ended_at": null, "merged_into": null}, "new": {"version": 2, "state": "merged", "ended_at": 1768905960, "merged_into": 5}}]', '872a9928dcdd4f11bc68aed368be8eaa', '83948336e5d40bb8be884e39ad0e626c5c8869dd2320d5351560b453090eba87');
INSERT INTO journal VALUES (43, 1768905960, NULL, 1, '1 号席', 'merge', 5, 2, '20260120-0004 并入 20260120-0005', 'calls,clocks,tickets', '[{"table": "calls", "key": 4, "old": {"ticket_id": 4}, "new": {"ticket_id": 5}}, {"table": "clocks", "key": 5, "old": {"repeats": false}, "new": {"repeats": true}}, {"table": "tickets", "key": 5, "old": {"version": 1, "calls": 1}, "new": {"version": 2, "calls": 2}}]', '872a9928dcdd4f11bc68aed368be8eaa', 'f524dcf25e10bdeabfffbe5af3a361a71d5a00e7100edab7c0ecbb59bea4ec0f');
INSERT INTO journal VALUES (44, 1768905960, NULL, 1, '1 号席', 'dispatch', 5, 3, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 5, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 5, "old": {"split": null}, "new": {"split": 1768905960}}, {"table": "tickets", "key": 5, "old": {"version": 2, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 3, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768905960}}]', '19583b5f4653439aaeecd53c7c4ef7d2', '7e3f3b5299fac82068bdfa2b5aaf9c9b47fe368004245efdbb76d129fe453468');
INSERT INTO journal VALUES (45, 1768905960, NULL, 1, '1 号席', 'cancel', 6, 2, '误报', 'clocks,consents,tickets', '[{"table": "clocks", "key": 6, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "cancelled"}}, {"table": "consents", "key": 4, "new": {"ticket_id": 6, "clock_id": null, "kind": "cancel", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "误报", "grace": null, "note": "", "before": null}}, {"table": "tickets", "key": 6, "old": {"version": 1, "state": "new", "ended_at": null}, "new": {"version": 2, "state": "cancelled", "ended_at": 1768905960}}]', '6789d0eaefde410397f60363a86b36ee', 'f157100ab1b921caa26157455442ce5dc68e6de1b15d60a991f2723c2844bfdd');
INSERT INTO journal VALUES (46, 1768905960, NULL, 1, '1 号席', 'rerate', 3, 2, '整片无水', 'clocks,tickets', '[{"table": "clocks", "key": 3, "old": {"limit": 1800, "limit_id": 3, "term": 0, "deadline": 1768876200, "priority": "P3"}, "new": {"limit": 600, "limit_id": 2, "term": 1, "deadline": 1768875000, "priority": "P2"}}, {"table": "tickets", "key": 3, "old": {"version": 1, "fault": "low_pressure", "priority": "P3"}, "new": {"version": 2, "fault": "no_water", "priority": "P2"}}]', '0d9a8e361f43442a90ce07d890bd7c67', '5281ff23b9a80c30e2a11aeee16c1341057e2575aaf19267f6ddc3419e9b141c');
INSERT INTO journal VALUES (47, 1768906080, NULL, 1, '1 号席', 'hold', 3, 3, '用户要求改时间', 'clocks,consents,holds,tickets', '[{"table": "consents", "key": 5, "new": {"ticket_id": 3, "clock_id": null, "kind": "hold", "state": "asked", "asked_at": 1768906080, "asked_by": 1, "reason": "用户要求改时间", "grace": 1768907880, "note": "", "before": null}}, {"table": "clocks", "key": 3, "old": {"held_since": null, "held_until": null}, "new": {"held_since": 1768906080, "held_until": 1768906080}}, {"table": "holds", "key": 2, "new": {"clock_id": 3, "since": 1768906080, "until": null, "reason": "用户要求改时间", "granted_by": null, "consent_id": 5, "counted": 0}}, {"table": "tickets", "key": 3, "old": {"version": 2, "held": false}, "new": {"version": 3, "held": true}}]', 'd075f65e4f4f4c7ba93a0e7ccd4d237a', '6110294e5b4400d3cd1b4a727ba19995f6e177431f939b7ee0d0de7db361c4ac');
INSERT INTO journal VALUES (48, 1768906080, NULL, 1, '1 号席', 'log_call', 8, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 8, "new": {"material": "", "number": "20260120-0008", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768906080, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 19, "new": {"subject_kind": "ticket", "subject_id": 8, "stage": "accept", "round": 1, "started": 1768906080, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768906680, "first_started": null, "promised": null, "repeats": false, "deadline": 1768906680, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 10, "new": {"ticket_id": 8, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768906080, "staff_id": 1}}]', '7dcc6bb7c09844248117707d4f2c04d7', 'f64a9beb61fa5e3d1a195fb426431321ee9b906c43b432d954dcc1a4ca1430e7');
INSERT INTO journal VALUES (49, 1768924080, NULL, 1, '1 号席', 'dispatch', 7, 2, '二班', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"crew_id": null}, "new": {"crew_id": 2}}, {"table": "clocks", "key": 7, "old": {"split": null}, "new": {"split": 1768924080}}, {"table": "tickets", "key": 7, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 2, "dispatched_at": 1768924080}}]', 'f49264ffbae34a11bbbd6b0221a3a76d', '52994e0d50666d58eeee7bb2eacf009e48f272717164c64a8378d7f8eaa0bfe0');
INSERT INTO journal VALUES (50, 1768924080, NULL, 1, '1 号席', 'accept', 7, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 20, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "arrive", "round": 1, "started": 1768924080, "limit": 1800, "limit_id": 7, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768925880, "first_started": null, "promised": null, "repeats": false, "deadline": 1768925880, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', '5130ac78dfa641bfbb2c7263ea366b6d', '8b44a027a63812bb528eb0d6abf0e3bcaf5c9a4ca927842adc3d148571fdd5e8');
INSERT INTO journal VALUES (51, 1768924080, NULL, 1, '1 号席', 'arrive', 7, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 20, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 21, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "resolve", "round": 1, "started": 1768924080, "limit": 14400, "limit_id": 16, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768938480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768938480, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', 'b7bb98f51f834836a05ce022e4e0308d', '41fe8f9d4bd623d2fc7f6cba3e98412ae1db31faef135ec6092158925fdc8808');
INSERT INTO journal VALUES (52, 1768924080, NULL, 1, '1 号席', 'resolve', 7, 5, '换阀', 'clocks,tickets', '[{"table": "clocks", "key": 21, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "tickets", "key": 7, "old": {"version": 4, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 5, "state": "resolved", "resolved_at": 1768924080, "resolution": "换阀"}}]', '582be32463734227a7e3bb9c9e57510b', '8d12a9c40f67a031bec8aa5fb47c0e9bd1574eb2e02dedcd75bece74979164bf');
INSERT INTO journal VALUES (53, 1768925880, NULL, 1, '1 号席', 'reopen', 7, 6, '又没水', 'clocks,tickets', '[{"table": "clocks", "key": 22, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 2, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "tickets", "key": 7, "old": {"version": 5, "state": "resolved", "crew_id": 2, "dispatched_at": 1768924080, "resolved_at": 1768924080, "reopenings": 0}, "new": {"version": 6, "state": "new", "crew_id": null, "dispatched_at": null, "resolved_at": null, "reopenings": 1}}]', '5eb8a500643a49c1a9a94ef6b9b6c42f', '0c2167d45bd131d1ff1bce0d8361bd82fb1950f39913743b547b348672ae02ae');
INSERT INTO journal VALUES (54, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 11, "new": {"ticket_id": null, "kind": "enquiry", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', 'b3094a5bcfdb4be4b26294cb12d15458', '557d53953b209da7d14ec59a6f91c4ebe3a997d2543bb6bf51bd241aab977176');
INSERT INTO journal VALUES (55, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 12, "new": {"ticket_id": null, "kind": "complaint", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', '2f75fafa3e2143c18f0258db7a8c61d0', 'c368ccd007c74f7fa0913e510b81eaa71109c6c830ea408541c1dcfabd45c1eb');
INSERT INTO journal VALUES (56, 1768925880, NULL, 1, '1 号席', 'log_call', 9, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 9, "new": {"material": "", "number": "20260121-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 23, "new": {"subject_kind": "ticket", "subject_id": 9, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 13, "new": {"ticket_id": 9, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768925880, "staff_id": 1}}]', '65496843f39f47088e538703b72cab1d', 'b6d018eedee69b491c83aa9949bd0ad96b81b12c234db73d19a88fd5ad6342f1');
INSERT INTO journal VALUES (57, 1768925880, NULL, 1, '1 号席', 'save_staff', NULL, NULL, '', 'staff', '[{"table": "staff", "key": 2, "new": {"name": "演示调度", "roles": "dispatcher,operator", "phone": "13800000002", "active": true, "login": null, "expires": null}}]', 'f78cd6abf14b4396b4f08d502881a2d2', 'ef56bec6afd20fd9038032bebbb7709021c4cf95f883f99f7e6c5091877d3019');
INSERT INTO journal VALUES (58, 1768925880, NULL, 1, '1 号席', 'save_member', NULL, NULL, '', 'members', '[{"table": "members", "key": 1, "new": {"crew_id": 1, "name": "演示队员", "phone": "13800000003", "leader": true, "active": true}}]', '44dc3e620d74469da015627bbfae7004', 'd7ae3db1e1679b0fbd7c7eb43034683757724eefd31cbf4d95eb126371fc0c8e');
INSERT INTO journal VALUES (59, 1768925880, NULL, 1, '1 号席', 'log_call', 10, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 10, "new": {"material": "", "number": "20260121-0002", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "013806351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 24, "new": {"subject_kind": "ticket", "subject_id": 10, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 14, "new": {"ticket_id": 10, "kind": "report", "phone": "013806351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1}}]', '49303c21afcc467fb261f68ea3989c1f', '8b163a0b6b18b02c4f4005fe900ef07f7b9b7220bc35034bd8c063d377b73fec');
INSERT INTO journal VALUES (60, 1768925880, NULL, 1, '1 号席', 'log_call', 11, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 11, "new": {"material": "", "number": "20260121-0003", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13806351234/13906351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 25, "new": {"subject_kind": "ticket", "subject_id": 11, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 15, "new": {"ticket_id": 11, "kind": "report", "phone": "13806351234/13906351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1}}]', 'ba9a4397561445b1bd86b9a7480e88c9', '46e45094c25257cbc53ec1ae2ee949aabd8b5271446635763745650a6dc393b1');
INSERT INTO journal VALUES (61, 1768925880, NULL, 1, '1 号席', 'log_call', 12, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 12, "new": {"material": "", "number": "20260121-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "0635-3280212", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 26, "new": {"subject_kind": "ticket", "subject_id": 12, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 16, "new": {"ticket_id": 12, "kind": "report", "phone": "0635-3280212", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', '493a3028a18a4b8985f9f952be1dcd3f', 'a857291a9ad1830bc70e83322493fc168415ce5e7a3655c4d769a9ddc6ee0f6e');
INSERT INTO journal VALUES (62, 1768925880, NULL, 1, '1 号席', 'log_call', 13, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 13, "new": {"material": "", "number": "20260121-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 27, "new": {"subject_kind": "ticket", "subject_id": 13, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 17, "new": {"ticket_id": 13, "kind": "report", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1}}]', 'c24b7566298342fdb59c08a5eb24a4c5', '9565c37ca9ff74ff2f32d22f73f754532ca5cd28283630087aba8ef2f652ca0a');
INSERT INTO journal VALUES (63, 1768925880, NULL, 1, '1 号席', 'log_call', 14, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 14, "new": {"material": "", "number": "20260121-0006", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "callback": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 28, "new": {"subject_kind": "ticket", "subject_id": 14, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 18, "new": {"ticket_id": 14, "kind": "report", "phone": "", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "", "at": 1768925880, "staff_id": 1}}]', '7f4ebf7805f84dbe9759a4041658a9f9', 'ff83fd1a37d7877b6e78d2756fcbf4141e5e2ed98d5eeb17016eb54eb40f9553');
INSERT INTO journal VALUES (64, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "new": {"area": "文化街", "cause": "抢修", "since": 1768925880, "expected": 1768936680, "households": 120, "planned": false, "place_id": null, "ticket_id": null, "until": null}}]', '1322c508133f495fbc25153793c5f5c6', '3f6d449c69a6fff32d24af3e0dcfeb2b5f70f81e9cfc021bf80b34e400114fbd');
INSERT INTO journal VALUES (65, 1768925880, NULL, 1, '1 号席', 'end_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "old": {"until": null}, "new": {"until": 1768925880}}]', '24996b839c084a93941bf2990fd7b544', '3605b9087447c47d45b7a7d79d42320783bb3ebeb6d021a856b687d9febaafc2');
INSERT INTO journal VALUES (66, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 2, "new": {"area": "金光路", "cause": "检修", "since": 1768925880, "expected": null, "households": null, "planned": true, "place_id": null, "ticket_id": null, "until": null}}]', '58fc01e74ff040599daddb09fffe71c0', '61fcf1d4468fb7cd3a630593a2da8581ffaae127707d1327273106528c9cf50f');
INSERT INTO journal VALUES (67, 1768925880, NULL, 1, '1 号席', 'make_first_administrator', NULL, NULL, '演示管理员的密码', 'staff', '[{"table": "staff", "key": 1, "old": {"active": true, "on_duty": true, "login": "值班员"}, "new": {"active": false, "on_duty": false, "login": null}}, {"table": "staff", "key": 3, "new": {"name": "演示管理员", "login": "admin", "roles": "administrator,dispatcher,operator,supervisor", "active": true, "expires": null}}]', '305507dc895d44b7ba6ab5bcf2c6dfc8', 'e73af95268085ced6218b59b24bdd1c733308357e2f2e81b3813b17ef9bf1094');
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
INSERT INTO alerts VALUES (37, 18, 0, 1, 'dispatcher', 1768902300, 1768905960, 'suppressed', '止水已完成', NULL, NULL, NULL);
INSERT INTO alerts VALUES (38, 18, 0, 2, 'dispatcher', 1768905360, 1768905960, 'suppressed', '止水已完成', NULL, NULL, NULL);
INSERT INTO alerts VALUES (39, 18, 0, 2, 'operator', 1768905360, 1768905960, 'suppressed', '止水已完成', NULL, NULL, NULL);
INSERT INTO alerts VALUES (40, 18, 0, 3, 'supervisor', 1768905660, 1768905960, 'suppressed', '止水已完成', NULL, NULL, NULL);
INSERT INTO alerts VALUES (41, 3, 1, 5, 'dispatcher', 1768874820, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (42, 3, 1, 6, 'dispatcher', 1768875000, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (43, 3, 1, 6, 'operator', 1768875000, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (44, 3, 1, 7, 'supervisor', 1768875300, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (45, 3, 1, 8, 'administrator', 1768875900, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (46, 19, 0, 1, 'dispatcher', 1768906500, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (47, 19, 0, 2, 'dispatcher', 1768906680, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (48, 19, 0, 2, 'operator', 1768906680, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (49, 19, 0, 3, 'supervisor', 1768906980, 1768925880, 'sent', '', 1, NULL, NULL);
INSERT INTO alerts VALUES (50, 19, 0, 4, 'administrator', 1768907580, 1768925880, 'sent', '', 1, NULL, NULL);
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
INSERT INTO deliveries VALUES (30, 41, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (31, 42, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (32, 43, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (33, 44, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (34, 45, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (35, 46, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (36, 47, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (37, 48, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (38, 49, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (39, 50, 'screen', 'pending', 0, 1768925880, NULL, NULL);
DELETE FROM call_words_data;
INSERT INTO call_words_data VALUES (1, X'12810E');
INSERT INTO call_words_data VALUES (10, X'0000000002031200031101010101010201010000');
INSERT INTO call_words_data VALUES (137438953473, X'0000008A0530303231329AADFAD5E080808011020A363335333238303231329AADFAD5E0808080110106E58F88E6BC8F9AADFAD5E0808080110106E69DA5E794B59AADFAD5E0808080110205BC8FE4BA869AADFAD5E080808011030494E7A4BA9AADFAD5E0808080110106E794B5E4BABA9AADFAD5E0808080110205A4BAE69DA59AADFAD5E080808011040F151111100F11');
INSERT INTO call_words_data VALUES (274877906945, X'000000660730E58F88E6BC8F9AADFAD5E0808080120106E69DA5E794B59AADFAD5E0808080120205BC8FE4BA869AADFAD5E080808012030494E7A4BA9AADFAD5E0808080120106E794B5E4BABA9AADFAD5E0808080120205A4BAE69DA59AADFAD5E080808012041111100F11');
INSERT INTO call_words_data VALUES (2336462209025, X'000002470530303030309AADEE8D80808080010101010101018FBC808080800389D5C0808080030401319AADEE8D8080808008019991C0808080020102033231329AADEE8D8080808008019991C0808080020104020A363335333238303231329AADEE8D8080808008019991C08080800201040104313233349AADFAD5E08080800E01020A333830303030303030309AADEE8D80808080010101010101018FBC808080800389D5C0808080030B01319AADEE8D8080808008019991C080808002010507363335313233349AADFAD5E08080800E0103093930363335313233349AADFAD5E08080800F0106E4B88AE586929AADEE8D808080800101010101010101018FBC808080800189D5C08080800101010106E58692E6B0B49AADEE8D808080800101010101010101018FBC808080800189D5C080808001010102058C96E8A1979AADEE8D8080808008019991C08080800201030497E5A4B49AADEE8D8080808008019991C0808080020102058F88E6BC8F9AADFAD5E08080800E01010106E69687E58C969AADEE8D8080808008019991C0808080020102059DA5E794B59AADEE8D8080808008019991C080808002010201010205BC8FE4BA869AADFAD5E08080800E0101030494E7A4BA9AADFAD5E08080800E01010106E794B5E4BABA9AADEE8D8080808008019991C080808002010201010205A4BAE69DA59AADFAD5E08080800E01010106E8A197E58C979AADEE8D8080808008019991C080808002010205B7AFE4B88A9AADEE8D808080800101010101010101018FBC808080800189D5C0808080010101042315181F102915131429291918121A1C12111D121A');
DELETE FROM call_words_idx;
INSERT INTO call_words_idx VALUES (1, X'', 2);
INSERT INTO call_words_idx VALUES (2, X'', 2);
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
INSERT INTO clocks VALUES (1, 'ticket', 1, 'accept', 1, 1768874400, 600, 1, 0, 0, 0, NULL, 1768875660, 'done', 1768875000, NULL, 'P1', 1, NULL, 1768874880, 1768875660, 1768875000, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (2, 'ticket', 2, 'accept', 1, 1768874400, 600, 1, 0, 0, 0, NULL, 1768890360, 'done', 1768875000, NULL, 'P1', 1, NULL, 1768889760, 1768890360, 1768875000, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (3, 'ticket', 3, 'accept', 1, 1768874400, 600, 2, 0, 1, 0, 1768906080, NULL, NULL, 1768875000, NULL, 'P2', NULL, 1768906080, NULL, NULL, 1768876200, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (4, 'ticket', 4, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, 1768905960, 'merged', 1768875000, NULL, 'P2', NULL, NULL, NULL, 1768905960, 1768875000, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (5, 'ticket', 5, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768875000, NULL, 'P2', 1, NULL, 1768905960, NULL, 1768875000, NULL, NULL, 0, 1, NULL);
INSERT INTO clocks VALUES (6, 'ticket', 6, 'accept', 1, 1768874400, 1800, 3, 0, 0, 0, NULL, 1768905960, 'cancelled', 1768876200, NULL, 'P3', NULL, NULL, NULL, 1768905960, 1768876200, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (7, 'ticket', 7, 'accept', 1, 1768874400, 600, 2, 0, 0, 0, NULL, 1768924080, 'done', 1768875000, NULL, 'P2', 2, NULL, 1768924080, 1768924080, 1768875000, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (8, 'ticket', 1, 'arrive', 1, 1768875660, 1800, 5, 0, 0, 0, NULL, 1768877100, 'done', 1768877460, NULL, 'P1', 1, NULL, 1768876380, 1768877100, 1768877460, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (9, 'ticket', 1, 'resolve', 1, 1768877100, 86400, 18, 3600, 1, 0, NULL, 1768889160, 'done', 1768967100, NULL, 'P1', 1, NULL, 1768877820, 1768889460, 1768963500, NULL, NULL, 0, 0, 'correction');
INSERT INTO clocks VALUES (10, 'ticket', 1, 'isolate', 1, 1768877100, 14400, 12, 0, 0, 0, NULL, 1768878540, 'done', 1768891500, NULL, 'P1', 1, NULL, NULL, 1768878540, 1768891500, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (11, 'ticket', 2, 'arrive', 1, 1768890360, 1800, 5, 0, 0, 0, NULL, 1768890960, 'done', 1768892160, NULL, 'P1', 1, NULL, NULL, 1768890960, 1768892160, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (12, 'ticket', 2, 'resolve', 1, 1768890960, 86400, 18, 0, 0, 0, NULL, 1768891560, 'returned', 1768977360, NULL, 'P1', 1, NULL, NULL, 1768891560, 1768977360, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (13, 'ticket', 2, 'isolate', 1, 1768890960, 14400, 12, 0, 0, 0, NULL, 1768891560, 'returned', 1768905360, NULL, 'P1', 1, NULL, NULL, 1768891560, 1768905360, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (14, 'ticket', 2, 'accept', 2, 1768891560, 600, 1, 0, 0, 0, NULL, 1768895160, 'reassigned', 1768892160, NULL, 'P1', 1, NULL, 1768895160, 1768895160, 1768892160, NULL, NULL, 0, 1, NULL);
INSERT INTO clocks VALUES (15, 'ticket', 2, 'accept', 3, 1768895160, 600, 1, 0, 0, 0, NULL, 1768895160, 'done', 1768895760, NULL, 'P1', 2, NULL, 1768895160, 1768895160, 1768895760, NULL, NULL, 0, 1, NULL);
INSERT INTO clocks VALUES (16, 'ticket', 2, 'arrive', 2, 1768895160, 1800, 5, 0, 0, 0, NULL, 1768895160, 'done', 1768896960, NULL, 'P1', 2, NULL, NULL, 1768895160, 1768896960, NULL, NULL, 0, 1, NULL);
INSERT INTO clocks VALUES (17, 'ticket', 2, 'resolve', 2, 1768895160, 86400, 18, 0, 0, 0, NULL, 1768905960, 'done', 1768977360, NULL, 'P1', 2, NULL, NULL, 1768905960, 1768981560, NULL, 1768977360, 0, 0, NULL);
INSERT INTO clocks VALUES (18, 'ticket', 2, 'isolate', 2, 1768895160, 14400, 12, 0, 0, 0, NULL, 1768905960, 'done', 1768905360, NULL, 'P1', 2, NULL, NULL, 1768905960, 1768909560, NULL, 1768905360, 0, 0, NULL);
INSERT INTO clocks VALUES (19, 'ticket', 8, 'accept', 1, 1768906080, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768906680, NULL, 'P1', NULL, NULL, NULL, NULL, 1768906680, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (20, 'ticket', 7, 'arrive', 1, 1768924080, 1800, 7, 0, 0, 0, NULL, 1768924080, 'done', 1768925880, NULL, 'P2', 2, NULL, NULL, 1768924080, 1768925880, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (21, 'ticket', 7, 'resolve', 1, 1768924080, 14400, 16, 0, 0, 0, NULL, 1768924080, 'done', 1768938480, NULL, 'P2', 2, NULL, NULL, 1768924080, 1768938480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (22, 'ticket', 7, 'accept', 2, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (23, 'ticket', 9, 'accept', 1, 1768925880, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P1', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (24, 'ticket', 10, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (25, 'ticket', 11, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (26, 'ticket', 12, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (27, 'ticket', 13, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (28, 'ticket', 14, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO holds VALUES (1, 9, 1768878660, 1768885860, '等材料', NULL, 0, 1);
INSERT INTO holds VALUES (2, 3, 1768906080, NULL, '用户要求改时间', NULL, 0, 5);
INSERT INTO consents VALUES (1, 1, NULL, 'hold', 'asked', 1768878660, 1, '等材料', 1768880460, 'null', NULL, NULL, '');
INSERT INTO consents VALUES (2, 2, NULL, 'rerate', 'asked', 1768905960, 1, '现场核实', NULL, '{"fault": "burst_main", "priority": "P1", "zone": "urban", "dn": null}', NULL, NULL, '');
INSERT INTO consents VALUES (3, 4, NULL, 'merge', 'asked', 1768905960, 1, '20260120-0004 并入 20260120-0005', NULL, 'null', NULL, NULL, '');
INSERT INTO consents VALUES (4, 6, NULL, 'cancel', 'asked', 1768905960, 1, '误报', NULL, 'null', NULL, NULL, '');
INSERT INTO consents VALUES (5, 3, NULL, 'hold', 'asked', 1768906080, 1, '用户要求改时间', 1768907880, 'null', NULL, NULL, '');
INSERT INTO assists VALUES (1, 1, 2, 1768874880, NULL, 1768889460, 0);
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
CREATE INDEX ix_consents_asked ON consents (asked_at) WHERE state = 'asked';
CREATE INDEX ix_consents_ticket_id ON consents (ticket_id);
CREATE INDEX ix_assists_ticket_id ON assists (ticket_id);
CREATE INDEX ix_holds_consent_id ON holds (consent_id);
CREATE INDEX ix_tickets_by_resolved_at ON tickets (resolved_at);
CREATE VIEW domain_words AS SELECT '{"staff.roles": ["administrator", "dispatcher", "operator", "supervisor"], "crews.zone": ["rural", "urban"], "places.zone": ["rural", "urban"], "faults.fault_group": ["fittings", "frost", "main", "meter", "other", "road", "supply"], "faults.priority": ["P1", "P2", "P3", "P4"], "limits.stage": ["accept", "arrive", "isolate", "resolve"], "limits.priority": ["P1", "P2", "P3", "P4"], "limits.zone": ["rural", "urban"], "rungs.kind": ["escalation", "overdue", "warning"], "rungs.stage": ["accept", "arrive", "isolate", "resolve"], "rungs.priority": ["P1", "P2", "P3", "P4"], "rungs.roles": ["administrator", "dispatcher", "operator", "supervisor"], "tickets.state": ["accepted", "arrived", "cancelled", "closed", "dispatched", "merged", "new", "resolved", "settled"], "tickets.priority": ["P1", "P2", "P3", "P4"], "tickets.zone": ["rural", "urban"], "tickets.callback": ["no_answer", "satisfied", "unsatisfied"], "tickets.source": ["demo", "desk", "drill", "import"], "calls.kind": ["chase", "complaint", "enquiry", "report", "undone"], "clocks.subject_kind": ["ticket", "undone"], "clocks.stage": ["accept", "arrive", "isolate", "resolve"], "clocks.outcome": ["cancelled", "done", "merged", "reassigned", "returned", "settled", "undone", "unfinished"], "clocks.consent": ["cancel", "correction", "extend", "hold", "late_entry", "merge", "rerate", "settle"], "clocks.priority": ["P1", "P2", "P3", "P4"], "consents.kind": ["cancel", "correction", "extend", "hold", "late_entry", "merge", "rerate", "settle"], "consents.state": ["asked", "granted", "refused", "withdrawn"], "alerts.recipient": ["administrator", "dispatcher", "operator", "supervisor"], "alerts.outcome": ["expired", "sent", "suppressed"], "deliveries.channel": ["log", "screen"], "deliveries.state": ["claimed", "delivered", "failed", "pending"]}' AS words;
COMMIT;
