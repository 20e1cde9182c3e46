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
	source_key TEXT, water_over_road BOOLEAN DEFAULT 0 NOT NULL, traffic_blocked BOOLEAN DEFAULT 0 NOT NULL, sensitive_user BOOLEAN DEFAULT 0 NOT NULL, danger_to_people BOOLEAN DEFAULT 0 NOT NULL, first_call BIGINT, reratings INTEGER DEFAULT '0' NOT NULL, first_answer TEXT, 
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
	staff_id INTEGER, recording TEXT DEFAULT '' NOT NULL, outage_id INTEGER CONSTRAINT fk_calls_outage_id REFERENCES outages (id), 
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
	until BIGINT, first_expected BIGINT, withdrawn BOOLEAN DEFAULT 0 NOT NULL, 
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
	note TEXT NOT NULL, step TEXT, 
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
CREATE TABLE subscribers (
	id INTEGER NOT NULL, 
	household_no TEXT NOT NULL, 
	name TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	digits TEXT NOT NULL, 
	address TEXT NOT NULL, 
	meter_no TEXT NOT NULL, 
	dn INTEGER, 
	town TEXT NOT NULL, 
	place TEXT NOT NULL, 
	place_id INTEGER, 
	zone TEXT, 
	sensitive TEXT NOT NULL, 
	sensitive_since TEXT NOT NULL, 
	arrears INTEGER, 
	gone BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_subscribers PRIMARY KEY (id), 
	CONSTRAINT fk_subscribers_place_id FOREIGN KEY(place_id) REFERENCES places (id), 
	CONSTRAINT uq_subscribers_household_no UNIQUE (household_no)
);
CREATE TABLE subscriber_imports (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id INTEGER, 
	file TEXT NOT NULL, 
	added INTEGER DEFAULT '0' NOT NULL, 
	moved INTEGER DEFAULT '0' NOT NULL, 
	changed INTEGER DEFAULT '0' NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	unchanged INTEGER DEFAULT '0' NOT NULL, 
	rejected INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_subscriber_imports PRIMARY KEY (id), 
	CONSTRAINT fk_subscriber_imports_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT uq_subscriber_imports_number UNIQUE (number)
);
CREATE VIRTUAL TABLE subscriber_words USING fts5(words, detail=none, columnsize=0);
CREATE TABLE incoming_calls (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	digits TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	recording TEXT NOT NULL, 
	rang_at BIGINT NOT NULL, 
	missed_at BIGINT, 
	claimed_at BIGINT, 
	claimed_by INTEGER, 
	first_key_at BIGINT, 
	logged_at BIGINT, 
	call_id INTEGER, 
	CONSTRAINT pk_incoming_calls PRIMARY KEY (id), 
	CONSTRAINT fk_incoming_calls_claimed_by FOREIGN KEY(claimed_by) REFERENCES staff (id), 
	CONSTRAINT fk_incoming_calls_call_id FOREIGN KEY(call_id) REFERENCES calls (id)
);
INSERT INTO alembic_version VALUES ('0011');
INSERT INTO day_numbers VALUES ('20260120', 8);
INSERT INTO day_numbers VALUES ('20260121', 6);
INSERT INTO faults VALUES ('burst_main', '爆管', 'main', 'P1', 1, 0, '水管爆了 主管道爆了 管道爆了 自来水管爆裂 水管崩了 主管道崩了 水管炸了 水管鼓开 管道破裂 主管道断了 水喷出来 水往外喷 往外喷 喷老高 喷水 水柱 水管爆开 水管嘣了 喷出来 喷得老高 主管爆了 主管破了', '请远离喷水和积水处，不要自行关闭路上的阀门。抢修期间可能停水，请先储备一些生活用水。', 0, 1);
INSERT INTO faults VALUES ('visible_leak', '明漏', 'main', 'P2', 0, 0, '路上冒水 地上冒水 往外冒水 冒水 冒清水 路面漏水 路上漏水 管道漏水 水管漏水 水管跑水 水管滋水 水管呲水 水管裂了 水管破了 往外滋水 往外淌水 往外渗水 往外漏水 往外洇 往上翻水 渗水 外头漏水 公家水管漏 水管漏 管道漏 往外哧水 往外流水 路上淌水 街上淌水 水淌到路上 水管冒水 往外涌 往上冒 水从地里冒 呲水 滋水 水往外冒 水管裂了个口子 水淌成河 淌了一街 满街是水 水流到街上 水有渗出', '请绕开积水处，方便的话请记下漏水的准确位置，抢修人员到达前会与您联系。', 1, 1);
INSERT INTO faults VALUES ('hidden_leak', '暗漏', 'main', 'P3', 0, 0, '地下漏水 听见流水声 流水声 墙根潮湿 墙根湿 墙根一直湿 地面潮湿 地面一直湿 湿漉漉 看不见漏点 找不到漏点 找不着哪漏 水费突然多 地面湿 地面是湿 墙是湿 墙湿', '请关闭户内所有龙头，看水表是否还在走，并把结果告诉抢修人员。', 2, 1);
INSERT INTO faults VALUES ('dug_up', '第三方挖断', 'main', 'P1', 1, 0, '水管挖断了 水管挖破了 管道打穿 水管打穿 施工挖断 挖掘机挖破 挖断了 挖漏了 挖破了 钻破水管 水管钻透 水管铲断 水管撞断 碰断水管 刨断水管 水管打断 水管铲破 水管弄断 水管砸断 水管打漏 水管打破 水管刨断 水管刨漏 水管刨了 主管刨漏 挖断水管 挖坏水管 水管钻漏', '请让现场立即停止施工，人员和机械撤到安全处，保护好现场，不要自行回填。', 3, 1);
INSERT INTO faults VALUES ('no_water', '无水', 'supply', 'P2', 0, 0, '没水 停水 断水 恢复供水 家里没水 没水用 没水吃 一滴水也没有 水停了 水断了 自来水断了 不出水 放不出水 水流不出来 没来水 来水了吗 时候来水 几点来水 吃不上水 用不上水 不来水 水还没来 还停水 全村停了 村停水 不上水 没来自来水 水就断', '请先确认户内总阀是打开的，并问一下邻居是否也没水。离家前请关好所有龙头，以免来水时跑水。', 4, 1);
INSERT INTO faults VALUES ('low_pressure', '水压低', 'supply', 'P3', 0, 0, '水小 水太小 水流小 水压不够 水压小 水压不稳 水压不行 热水器打不着 楼上没水楼下有水 水上不去 水上不来 上不去水 水没劲 水细 一阵大一阵小 水流细 水流慢 水变小 上水慢 水上得慢 水压上不来 水压偏低 一小股水 水跟线似的', '请先确认户内总阀全开，过滤网没有堵塞，并问一下邻居水压是否正常。', 5, 1);
INSERT INTO faults VALUES ('cloudy_water', '水质浑浊/异味', 'supply', 'P1', 0, 0, '水黄 水发黄 水浑 水发浑 水发白 水发红 水发黑 黄水 锈水 水有味 铁锈味 水臭 漂白粉味 水里有虫 水里有沙 水里有泥 泥沙 水变颜色 水不干净 水质不好 水脏 水变黄 水变浑 水是黄的 水是浑的 水发绿 浑水 黄汤 怪味 腥味 漂白水 消毒水味 水里有渣 水里有东西 水不清 农药味 水里有黑渣 水里有小虫 水有股味 水一股味 水有漂浮物 水一股药味 水泛黄', '请暂时不要饮用，留一瓶水样等待取样人员。请问清楚邻居是否也有同样情况。', 6, 1);
INSERT INTO faults VALUES ('meter_frost_burst', '水表冻裂', 'meter', 'P2', 0, 0, '表冻了 水表冻坏 水表冻裂 表冻裂 表冻破 表冻坏 表玻璃冻裂 玻璃冻碎 水表冻爆 表冻爆 表箱冻裂 表冻烂 表冻碎 水表冻炸 水表玻璃碎 表冻裂纹 水表冻了个口子 表箱冰撑破 水表冻崩', '请关闭表前阀，不要用明火或开水直接烤烫水表。', 7, 1);
INSERT INTO faults VALUES ('meter_leak', '表漏', 'meter', 'P3', 0, 0, '水表漏水 水表渗水 表井漏水 表井有水 表井里全是水 表接头漏水 表接头渗水 水表接口漏水 水表接口渗水 水表滴水 表箱有水 表前漏水 水表漏 水表滴答 表底下漏水 表那里漏水 表底下滴水 表井滋水 表接头滋水 表接头滴答 表箱往外涌 表井里哗哗 水表往外淌', '请关闭表前阀；关不动时不要硬拧，等待抢修人员处理。', 8, 1);
INSERT INTO faults VALUES ('meter_stopped', '水表停走', 'meter', 'P4', 0, 0, '水表不走 水表不转 表坏了 水表停了 表不转 表不走 表走得快 水表不准 换水表 水表不动 水表空转 水表倒走 水表走得快 水表数字没动 水表不走字 水表停走 水表停在', '不影响用水，请与我们约定上门时间，并保证表井盖能够打开。', 9, 1);
INSERT INTO faults VALUES ('behind_meter', '表后漏', 'meter', 'P3', 0, 1, '家里漏水 家里跑水 户内漏水 厨房漏水 厨房漏 厨房跑水 水槽漏水 龙头漏水 龙头坏了 龙头关不上 马桶漏水 厕所漏水 卫生间漏水 卫生间跑水 洗手间漏水 暖气漏水 热水器漏水 太阳能漏水 软管漏水 软管崩了 软管爆了 总阀门坏了 热水管漏 楼上水管漏 楼上漏水 漏到楼下 表后水管漏 表后漏水 水池漏水 洗菜盆漏水 花洒漏水 洗衣机漏水 浴室漏水 净水器漏水 天花板漏水 地暖漏水 暖气管爆了 院里水管漏水 屋里漏水 家里水管爆了 厨房水管爆了 太阳能跑水 热水器跑水 龙头断了 水止不住 马桶淌水 龙头冻裂 龙头关不严 净水机漏 墙里头漏', '请关闭户内总阀。表后管道属用户产权，可自行找人维修，也可由我们上门有偿维修。', 10, 1);
INSERT INTO faults VALUES ('valve', '阀门故障', 'fittings', 'P3', 0, 0, '阀门坏了 阀门漏水 阀门冒水 阀门关不上 阀门关不死 阀门打不开 阀门拧不动 阀门断了 阀门锈死 阀门井有水 阀门井冒水 闸阀坏了 闸阀漏水 闸门坏了 阀门关不住 阀门拧不开 闸阀关不上 闸阀关不死 阀门关不严 阀杆断 闸门断了 闸门拧断', '请不要自行开关公共阀门，等待抢修人员处理。', 11, 1);
INSERT INTO faults VALUES ('manhole_cover', '井盖缺失', 'fittings', 'P1', 0, 0, '井盖没了 井盖丢了 井盖不见 井盖偷了 井盖坏了 井盖破了 井盖碎了 井盖裂了 井盖压破 井盖压坏 井盖翘起 井盖松动 井盖响 少井盖 少了个井盖 少个井盖 没井盖 井盖偷走 井盖掉了 井盖塌了 井盖压裂 井盖轧碎 井盖歪了 井盖压进去 井盖没有 井盖咣当 井盖找不着', '请提醒行人和车辆绕行，能保证自身安全时在井口旁放一个醒目的标志，不要靠近或下井。', 12, 1);
INSERT INTO faults VALUES ('hydrant', '消火栓故障', 'fittings', 'P2', 0, 0, '消防栓漏水 消防栓冒水 消防栓滋水 消防栓坏了 消防栓被撞 消防栓撞坏 消防栓撞倒 消防栓撞歪 消火栓喷水 消防栓没水 消防井漏水 消防栓关不上 消防栓漏 消防栓冻裂 消防栓打开了 消防栓拧开 消防栓盖子', '请远离喷水处，等待抢修人员处理；如遇火情请立即拨打 119。', 13, 1);
INSERT INTO faults VALUES ('booster_pump', '二次供水泵故障', 'fittings', 'P2', 0, 0, '水泵坏了 水泵停了 高层没水 加压泵坏了 加压的泵 泵坏了 泵房停电 泵房进水 增压设备坏了 二次供水设备坏了 供水设备坏了 水泵不转 水泵跳闸 水泵不工作 泵房坏了 泵烧了 水泵响 泵响不上水 供水设备报警 水泵报警', '请联系小区物业确认泵房供电是否正常，不要自行进入泵房操作。', 14, 1);
INSERT INTO faults VALUES ('frozen_pipe', '管道冻堵', 'frost', 'P2', 0, 0, '水管冻了 水管冻住 水管冻实 水管冻裂 管道冻住 龙头冻住 龙头冻了 水表冻住 冻得没水 冻得拧不动 水管上冻 冻住了 水管冻上 龙头冻上 管道冻了 水管结冰 水管冻死 冻实了 水管冻得梆硬 水管冻得不通', '请关闭户内总阀、打开龙头，用温毛巾从龙头一端慢慢化冻，不要用明火或开水。', 15, 1);
INSERT INTO faults VALUES ('frozen_riser', '立管冻', 'frost', 'P2', 0, 0, '立管冻了 立管冻住 立管冻实 楼道水管冻了 单元水管冻了 整个单元没水 管道井冻了 管道井结冰 主管冻住 立管冻上 立管冻裂 管道井冻住 楼道水管冻住 整个楼道没水', '请关闭楼道门窗保温，不要用明火烤管道；离家前请关闭户内总阀，以免化冻后跑水。', 16, 1);
INSERT INTO faults VALUES ('road_collapse', '路面塌陷', 'road', 'P1', 0, 0, '路塌了 路塌陷 地面塌了 地塌了 塌了个坑 路面下沉 路下沉 路陷下去 路上有坑 塌方 路面空了 路塌下去 塌下去 塌了一块 路面塌 地陷 塌了个 路面陷了 路陷了 陷了个坑 陷下去 塌坑', '请立即远离塌陷处并提醒他人绕行；有人员被困或受伤时请拨打 110、120。', 17, 1);
INSERT INTO faults VALUES ('road_ice', '路面结冰', 'road', 'P1', 0, 0, '漏水结冰 路上结冰 路面结冰 马路结冰 门口结冰 淌水结冰 路上全是冰 结了冰 路滑 打滑 冰面 水冻在路上 结成冰 路上冻冰 水冻成冰 一层冰 全是冰', '请绕行并提醒他人注意防滑，车辆减速。', 18, 1);
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
INSERT INTO requests VALUES ('79fa15465547486ab777224f30e79f14', 'save_crew', 1768874400, 1);
INSERT INTO requests VALUES ('e43ec323790b4d7697b9345d6861e894', 'save_crew', 1768874400, 2);
INSERT INTO requests VALUES ('c07c2dde5304480787bec55bf6ffda75', 'log_call', 1768874400, 1);
INSERT INTO requests VALUES ('19aff2dab59a48ad86c746aaca7002a1', 'log_call', 1768874400, 2);
INSERT INTO requests VALUES ('7558a5c67d884dfcb3aaf25d3858dc6a', 'log_call', 1768874400, 3);
INSERT INTO requests VALUES ('1040d9ec8cda468ba282ced9bd2f6589', 'log_call', 1768874400, 4);
INSERT INTO requests VALUES ('4813f9907d154f85a65337292dd790e2', 'log_call', 1768874400, 5);
INSERT INTO requests VALUES ('b3fc08cbb4524b33973d2a4592f279b5', 'log_call', 1768874400, 6);
INSERT INTO requests VALUES ('aa11fba345f444309cc7743af508b554', 'log_call', 1768874400, 7);
INSERT INTO requests VALUES ('158027bf18cd4860b1aad260512b1289', 'chase', 1768874400, 1);
INSERT INTO requests VALUES ('7d1812b219844dc8a57c8a72cb846d3b', 'attach_call', 1768874400, 1);
INSERT INTO requests VALUES ('0d8f36a39021445aaab4a43bc28661cb', 'dispatch', 1768874880, 1);
INSERT INTO requests VALUES ('4b931fb1e9a74805945b447abb8b347a', 'assist', 1768874880, 1);
INSERT INTO requests VALUES ('3de53ce1e01146cdba0a3ce229bbc405', 'acknowledge', 1768874880, 5);
INSERT INTO requests VALUES ('5ec852e2be07454395ae0a14dca7aef3', 'accept', 1768875660, 1);
INSERT INTO requests VALUES ('06f8b13e11dc424fbe15cbd3b2174f57', 'depart', 1768876380, 1);
INSERT INTO requests VALUES ('06e0320bb54b4c50bc0ca53b6114d4d9', 'arrive', 1768877100, 1);
INSERT INTO requests VALUES ('fd6acc1e63cd4a0892fdf3f4599ccef5', 'locate', 1768877820, 1);
INSERT INTO requests VALUES ('244bbe367b984c59b2b0a0b42e454172', 'isolate', 1768878540, 1);
INSERT INTO requests VALUES ('b745b3e2263747c38efe318da7c2e7e5', 'hold', 1768878660, 1);
INSERT INTO requests VALUES ('e8c53ea2f15642eba8b1375343d6e553', 'resume', 1768885860, 1);
INSERT INTO requests VALUES ('2b49ef069fcc417fbe6c77806e22836f', 'extend', 1768885860, 1);
INSERT INTO requests VALUES ('4f27463fda9e4576921a4463f1337c32', 'resolve', 1768889460, 1);
INSERT INTO requests VALUES ('f7a10f684f054ea7ac5028be1cfd8ab7', 'correct_time', 1768889460, 1);
INSERT INTO requests VALUES ('e41fffc8c4d244aaa9cb84ded38862d8', 'callback', 1768889460, 1);
INSERT INTO requests VALUES ('e2444ff589e24fdebabecd23c147150e', 'close', 1768889760, 1);
INSERT INTO requests VALUES ('0ca80d811bd245a0abd8f5f78f77130d', 'dispatch', 1768889760, 2);
INSERT INTO requests VALUES ('e9351eac05e4423596df328268a75526', 'accept', 1768890360, 2);
INSERT INTO requests VALUES ('f68f3ac8e0024eefa493bd7bc88cab81', 'arrive', 1768890960, 2);
INSERT INTO requests VALUES ('5eebc3ecae6441d2a8b5a8595d522b3a', 'return', 1768891560, 2);
INSERT INTO requests VALUES ('8f4d8fb9164443a8a55d849f708b0412', 'dispatch', 1768895160, 2);
INSERT INTO requests VALUES ('12934acc156f4839be5089c32c13f223', 'reassign', 1768895160, 2);
INSERT INTO requests VALUES ('da98bdc75e734b0495903adfe573b94c', 'accept', 1768895160, 2);
INSERT INTO requests VALUES ('9da66c35095e4be0a1ebd8a22dc3805b', 'arrive', 1768895160, 2);
INSERT INTO requests VALUES ('49154724b36242fba5c20176e3572568', 'isolate', 1768905960, 2);
INSERT INTO requests VALUES ('49da7e8f18e94f39b07fab50a30e8902', 'rerate', 1768905960, 2);
INSERT INTO requests VALUES ('f670ed329eb8479484b6b43c38069b53', 'resolve', 1768905960, 2);
INSERT INTO requests VALUES ('a83d9c8545c849ce93ea6134d9c1a25a', 'merge', 1768905960, 5);
INSERT INTO requests VALUES ('c9f09a7227af42bdb45a47b4c9586ea4', 'dispatch', 1768905960, 5);
INSERT INTO requests VALUES ('90532428b5534be492b48933e8e93e08', 'cancel', 1768905960, 6);
INSERT INTO requests VALUES ('7ae0ce4dd7cb46c4afd140fd47d56679', 'rerate', 1768905960, 3);
INSERT INTO requests VALUES ('e9f23c678d874e48b9a3d9aab28532e9', 'hold', 1768906080, 3);
INSERT INTO requests VALUES ('15723be9f49749d2918bb3a78701fbf5', 'log_call', 1768906080, 8);
INSERT INTO requests VALUES ('62ce9529a0ce40618a68bf2f4119b29d', 'dispatch', 1768924080, 7);
INSERT INTO requests VALUES ('cce95f699d774d7b8de9f285fc349b85', 'accept', 1768924080, 7);
INSERT INTO requests VALUES ('e291a17d2f5c4766ab2505f408d051dd', 'arrive', 1768924080, 7);
INSERT INTO requests VALUES ('e082e83a43204f50867e1476b02dc28d', 'resolve', 1768924080, 7);
INSERT INTO requests VALUES ('5244f33a8c7a49a59a6d2cc4c14a0ce7', 'reopen', 1768925880, 7);
INSERT INTO requests VALUES ('9c91a4f4827349b690141587140e7029', 'log_other_call', 1768925880, 11);
INSERT INTO requests VALUES ('5bcecaa55faa4a6e9afa0a207f7ffa11', 'log_other_call', 1768925880, 12);
INSERT INTO requests VALUES ('500b299de9b94ec29a7b416a913f183a', 'log_call', 1768925880, 9);
INSERT INTO requests VALUES ('d7b9b41c4cba4848b0b946ce84466c7e', 'save_staff', 1768925880, 2);
INSERT INTO requests VALUES ('e0f5e56999334c5f8bddb56e1aa502a8', 'save_member', 1768925880, 1);
INSERT INTO requests VALUES ('509c584df0ea47b58b12dd34a2d14446', 'log_call', 1768925880, 10);
INSERT INTO requests VALUES ('316c6ffc55254892b7135265afc38431', 'log_call', 1768925880, 11);
INSERT INTO requests VALUES ('fe1f79a70833488ea33ddd67675ef244', 'log_call', 1768925880, 12);
INSERT INTO requests VALUES ('ece162be77774c97852c0334d4573649', 'log_call', 1768925880, 13);
INSERT INTO requests VALUES ('3bbf0f7367724b009835bcb799840cdc', 'log_call', 1768925880, 14);
INSERT INTO requests VALUES ('8075ae16fc3f46afa210ce7e15422b42', 'announce_outage', 1768925880, 1);
INSERT INTO requests VALUES ('1b7da4082110454db60631cc77b0b0bb', 'end_outage', 1768925880, 1);
INSERT INTO requests VALUES ('fa831789e13b4ed487d6bd88c3302be6', 'announce_outage', 1768925880, 2);
INSERT INTO requests VALUES ('398eaf3227c44623b54e416e9a140edf', 'make_first_administrator', 1768925880, 3);
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
INSERT INTO settings VALUES ('desk_id', '"f2f681a4bdd448a6b2e7cfd0c3b00502"');
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
INSERT INTO tickets VALUES (1, '20260120-0001', 17, 'closed', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', 1, 0, 1768874400, NULL, 1768874880, 1768876380, 1768877820, 1768878540, 1768889160, 1768889760, NULL, 3, 1, 0, 1, 0, 'satisfied', '换管', 'desk', NULL, 0, 0, 0, 0, NULL, 0, 'satisfied');
INSERT INTO tickets VALUES (2, '20260120-0002', 12, 'resolved', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', 600, '', NULL, '', 2, 0, 1768874400, NULL, 1768895160, NULL, NULL, 1768905960, 1768905960, NULL, NULL, 1, 0, 1, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 1, NULL);
INSERT INTO tickets VALUES (3, '20260120-0003', 3, 'new', 1, 'no_water', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 1, NULL);
INSERT INTO tickets VALUES (4, '20260120-0004', 2, 'merged', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, 1768905960, 5, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (5, '20260120-0005', 3, 'dispatched', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', 1, 0, 1768874400, NULL, 1768905960, NULL, NULL, NULL, NULL, NULL, NULL, 2, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (6, '20260120-0006', 2, 'cancelled', 0, 'valve', 'P3', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, 1768905960, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (7, '20260120-0007', 6, 'new', 0, 'no_water', 'P2', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768874400, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 1, NULL, '换阀', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (8, '20260120-0008', 1, 'new', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768906080, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (9, '20260121-0001', 1, 'new', 0, 'burst_main', 'P1', 'urban', NULL, '', '13800000000', '', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (10, '20260121-0002', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '013806351234', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (11, '20260121-0003', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '13806351234/13906351234', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (12, '20260121-0004', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '0635-3280212', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (13, '20260121-0005', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '０６３５－３２８０２１２', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO tickets VALUES (14, '20260121-0006', 1, 'new', 0, 'visible_leak', 'P2', 'urban', NULL, '', '', '演示来电人', '', NULL, '', NULL, '', NULL, 0, 1768925880, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, 0, 0, 0, NULL, '', 'desk', NULL, 0, 0, 0, 0, NULL, 0, NULL);
INSERT INTO calls VALUES (1, 1, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (2, 2, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (3, 3, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (4, 5, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (5, 5, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (6, 6, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (7, 7, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (8, 1, 'chase', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (9, 1, 'report', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1, '', NULL);
INSERT INTO calls VALUES (10, 8, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768906080, 1, '', NULL);
INSERT INTO calls VALUES (11, NULL, 'enquiry', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1, '', NULL);
INSERT INTO calls VALUES (12, NULL, 'complaint', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1, '', NULL);
INSERT INTO calls VALUES (13, 9, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768925880, 1, '', NULL);
INSERT INTO calls VALUES (14, 10, 'report', '013806351234', '13806351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '', NULL);
INSERT INTO calls VALUES (15, 11, 'report', '13806351234/13906351234', '13806351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '', NULL);
INSERT INTO calls VALUES (16, 12, 'report', '0635-3280212', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '', NULL);
INSERT INTO calls VALUES (17, 13, 'report', '０６３５－３２８０２１２', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '', NULL);
INSERT INTO calls VALUES (18, 14, 'report', '', '', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '', NULL);
INSERT INTO journal VALUES (1, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 1, "new": {"name": "一班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', '79fa15465547486ab777224f30e79f14', '7c02ac0c3596933cd5cee2fe4171befef7536230f27f5e2908a798f86ebb91de');
INSERT INTO journal VALUES (2, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 2, "new": {"name": "二班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', 'e43ec323790b4d7697b9345d6861e894', '51e08a7737aa72601c00f1141acb974706d1d99f1220e9e14212d899d3ac4e85');
INSERT INTO journal VALUES (3, 1768874400, NULL, 1, '1 号席', 'log_call', 1, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 1, "new": {"material": "", "number": "20260120-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 1, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 1, "new": {"ticket_id": 1, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', 'c07c2dde5304480787bec55bf6ffda75', 'f8201f675681878e399d36d40be34e2df4229f2582686ca5cecc013ce0539884');
INSERT INTO journal VALUES (4, 1768874400, NULL, 1, '1 号席', 'log_call', 2, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 2, "new": {"material": "", "number": "20260120-0002", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 2, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 2, "new": {"ticket_id": 2, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', '19aff2dab59a48ad86c746aaca7002a1', 'ffb833fea5722e4cb55021559864798b6e155fb4ba0b1175b229239573783329');
INSERT INTO journal VALUES (5, 1768874400, NULL, 1, '1 号席', 'log_call', 3, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 3, "new": {"material": "", "number": "20260120-0003", "version": 1, "state": "new", "held": false, "fault": "low_pressure", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 3, "new": {"subject_kind": "ticket", "subject_id": 3, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768876200, "first_started": null, "promised": null, "repeats": false, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 3, "new": {"ticket_id": 3, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', '7558a5c67d884dfcb3aaf25d3858dc6a', '314f5b294cb09a82ae530ed0f844e36b88d978d1889a905da362b4f0e9f3681a');
INSERT INTO journal VALUES (6, 1768874400, NULL, 1, '1 号席', 'log_call', 4, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 4, "new": {"material": "", "number": "20260120-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 4, "new": {"subject_kind": "ticket", "subject_id": 4, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 4, "new": {"ticket_id": 4, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', '1040d9ec8cda468ba282ced9bd2f6589', 'b1f293061bb1de0489d5e97199ebe9975c0673181a335dec9909c86a4b224754');
INSERT INTO journal VALUES (7, 1768874400, NULL, 1, '1 号席', 'log_call', 5, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 5, "new": {"material": "", "number": "20260120-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 5, "new": {"subject_kind": "ticket", "subject_id": 5, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 5, "new": {"ticket_id": 5, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', '4813f9907d154f85a65337292dd790e2', 'a590d96d5a0873c0531989f10f589f46fa0675f3493b044c167cd6d4991397c1');
INSERT INTO journal VALUES (8, 1768874400, NULL, 1, '1 号席', 'log_call', 6, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 6, "new": {"material": "", "number": "20260120-0006", "version": 1, "state": "new", "held": false, "fault": "valve", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 6, "new": {"subject_kind": "ticket", "subject_id": 6, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768876200, "first_started": null, "promised": null, "repeats": false, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 6, "new": {"ticket_id": 6, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', 'b3fc08cbb4524b33973d2a4592f279b5', 'b542493337ad09152726ba53a3c9ce328959e75275f97e6a075801c4070b5138');
INSERT INTO journal VALUES (9, 1768874400, NULL, 1, '1 号席', 'log_call', 7, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 7, "new": {"material": "", "number": "20260120-0007", "version": 1, "state": "new", "held": false, "fault": "no_water", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 7, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 7, "new": {"ticket_id": 7, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', 'aa11fba345f444309cc7743af508b554', '97204a17a315fcd1039a813626b27f3f46b499d275450834662b96713030f2e2');
INSERT INTO journal VALUES (10, 1768874400, NULL, 1, '1 号席', 'chase', 1, 2, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 1, "calls": 1, "chases": 0}, "new": {"version": 2, "calls": 2, "chases": 1}}, {"table": "calls", "key": 8, "new": {"ticket_id": 1, "kind": "chase", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', '158027bf18cd4860b1aad260512b1289', 'b545334fe14ff3a108d449aa0c97ff8dd00025e314e800d0318679d3f1ce8bae');
INSERT INTO journal VALUES (11, 1768874400, NULL, 1, '1 号席', 'attach_call', 1, 3, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 2, "calls": 2}, "new": {"version": 3, "calls": 3}}, {"table": "calls", "key": 9, "new": {"ticket_id": 1, "kind": "report", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1, "recording": "", "outage_id": null}}]', '7d1812b219844dc8a57c8a72cb846d3b', '7f7f9d3e029953c48db05c628a3a745c7c139613c7a82a7d12565fd575014eec');
INSERT INTO journal VALUES (12, 1768874880, NULL, 1, '1 号席', 'dispatch', 1, 4, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 1, "old": {"split": null}, "new": {"split": 1768874880}}, {"table": "tickets", "key": 1, "old": {"version": 3, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 4, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768874880}}]', '0d8f36a39021445aaab4a43bc28661cb', '2de829e25104b66fa63694e1840b1853e5ee672e8299d621ee3ada4bc0a669a4');
INSERT INTO journal VALUES (13, 1768874880, NULL, 1, '1 号席', 'assist', 1, 5, '二班', 'assists,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 4}, "new": {"version": 5}}, {"table": "assists", "key": 1, "new": {"ticket_id": 1, "crew_id": 2, "dispatched_at": 1768874880, "arrived_at": null, "left_at": null, "undone": false}}]', '4b931fb1e9a74805945b447abb8b347a', 'f9eef04918eddf469974e27bb34f453d623d1c6067b6c3ae7883da929b44957e');
INSERT INTO journal VALUES (14, 1768874880, NULL, 1, '1 号席', 'acknowledge', 1, NULL, '', 'alerts', '[{"table": "alerts", "key": 1, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '3de53ce1e01146cdba0a3ce229bbc405', '55618e5d7a5fdfbe0e366c3b5e7b039fc95ea43e2298843dfef6a1b8fe28e618');
INSERT INTO journal VALUES (15, 1768874880, NULL, 1, '1 号席', 'acknowledge', 2, NULL, '', 'alerts', '[{"table": "alerts", "key": 2, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '3de53ce1e01146cdba0a3ce229bbc405', '27d99f7af44366f582537fc25e3ff0fac54cfcf69988a21f6a3340124f4173dd');
INSERT INTO journal VALUES (16, 1768874880, NULL, 1, '1 号席', 'acknowledge', 4, NULL, '', 'alerts', '[{"table": "alerts", "key": 3, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '3de53ce1e01146cdba0a3ce229bbc405', '770160254dc46b3f88cca7475aa5409a31d8024898281f62b19d39d2a71eda9a');
INSERT INTO journal VALUES (17, 1768874880, NULL, 1, '1 号席', 'acknowledge', 5, NULL, '', 'alerts', '[{"table": "alerts", "key": 4, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '3de53ce1e01146cdba0a3ce229bbc405', '6f901a4601965c42d896c581ab3293e451a4d240bcecc725398e534e0518b861');
INSERT INTO journal VALUES (18, 1768874880, NULL, 1, '1 号席', 'acknowledge', 7, NULL, '', 'alerts', '[{"table": "alerts", "key": 5, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '3de53ce1e01146cdba0a3ce229bbc405', '49a0202271b39b5cef8c09b6d42d2e51a611c4afc0fc0a0bcc4baafeaf217d57');
INSERT INTO journal VALUES (19, 1768875660, NULL, 1, '1 号席', 'accept', 1, 6, '', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768875660, "entered": 1768875660, "outcome": "done"}}, {"table": "clocks", "key": 8, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "arrive", "round": 1, "started": 1768875660, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768877460, "first_started": null, "promised": null, "repeats": false, "deadline": 1768877460, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 5, "state": "dispatched"}, "new": {"version": 6, "state": "accepted"}}]', '5ec852e2be07454395ae0a14dca7aef3', '7e20e86f8dc5cbbd641274f9ec8aedf978adcd672fe7a0df0ed293bac8012b29');
INSERT INTO journal VALUES (20, 1768876380, NULL, 1, '1 号席', 'depart', 1, 7, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"split": null}, "new": {"split": 1768876380}}, {"table": "tickets", "key": 1, "old": {"version": 6, "departed_at": null}, "new": {"version": 7, "departed_at": 1768876380}}]', '06f8b13e11dc424fbe15cbd3b2174f57', '6c111f73e34e83cf61a617aef65054695e7afbb482c13dd3e88008c64e23875d');
INSERT INTO journal VALUES (21, 1768877100, NULL, 1, '1 号席', 'arrive', 1, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768877100, "entered": 1768877100, "outcome": "done"}}, {"table": "clocks", "key": 9, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "resolve", "round": 1, "started": 1768877100, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768963500, "first_started": null, "promised": null, "repeats": false, "deadline": 1768963500, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 10, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "isolate", "round": 1, "started": 1768877100, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768891500, "first_started": null, "promised": null, "repeats": false, "deadline": 1768891500, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 7, "state": "accepted"}, "new": {"version": 8, "state": "arrived"}}]', '06e0320bb54b4c50bc0ca53b6114d4d9', 'dcb94a9bbbfb8651c10ea0a515f33dd8365ede297253c43110f97d1bff18191a');
INSERT INTO journal VALUES (22, 1768877820, NULL, 1, '1 号席', 'locate', 1, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"split": null}, "new": {"split": 1768877820}}, {"table": "tickets", "key": 1, "old": {"version": 8, "located_at": null}, "new": {"version": 9, "located_at": 1768877820}}]', 'fd6acc1e63cd4a0892fdf3f4599ccef5', '2507e17c89c246a953b010e993231bef92e72b127d6a782576bf89fd6cebae13');
INSERT INTO journal VALUES (23, 1768878540, NULL, 1, '1 号席', 'isolate', 1, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 10, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768878540, "entered": 1768878540, "outcome": "done"}}, {"table": "tickets", "key": 1, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768878540}}]', '244bbe367b984c59b2b0a0b42e454172', '40df45aa60ff9ca1ebb9f9e349f8365413eeec1235115b072cddfb738c64d905');
INSERT INTO journal VALUES (24, 1768878660, NULL, 1, '1 号席', 'hold', 1, 11, '等材料', 'clocks,consents,holds,tickets', '[{"table": "consents", "key": 1, "new": {"ticket_id": 1, "clock_id": null, "kind": "hold", "state": "asked", "asked_at": 1768878660, "asked_by": 1, "reason": "等材料", "step": "hold", "grace": 1768880460, "note": "", "before": null}}, {"table": "clocks", "key": 9, "old": {"held_since": null, "held_until": null}, "new": {"held_since": 1768878660, "held_until": 1768880460}}, {"table": "holds", "key": 1, "new": {"clock_id": 9, "since": 1768878660, "until": null, "reason": "等材料", "granted_by": null, "consent_id": 1, "counted": 0}}, {"table": "tickets", "key": 1, "old": {"version": 10, "held": false}, "new": {"version": 11, "held": true}}]', 'b745b3e2263747c38efe318da7c2e7e5', '0ce031f133bfefcb04a4b64d7298e761f57b6c21959e6e06bfb435727f1a1c98');
INSERT INTO journal VALUES (25, 1768885860, NULL, 1, '1 号席', 'resume', 1, 12, '', 'clocks,holds,tickets', '[{"table": "holds", "key": 1, "old": {"until": null}, "new": {"until": 1768885860}}, {"table": "clocks", "key": 9, "old": {"held_since": 1768878660, "held_until": 1768880460}, "new": {"held_since": null, "held_until": null}}, {"table": "tickets", "key": 1, "old": {"version": 11, "held": true}, "new": {"version": 12, "held": false}}]', 'e8c53ea2f15642eba8b1375343d6e553', '300224bc735bd66bd9d2050cfce81ca3bd960174f4102d0b19cdc673004b9594');
INSERT INTO journal VALUES (26, 1768885860, NULL, 1, '1 号席', 'extend', 1, 13, '夜间', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"extended": 0, "term": 0, "deadline": 1768963500}, "new": {"extended": 3600, "term": 1, "deadline": 1768967100}}, {"table": "tickets", "key": 1, "old": {"version": 12, "extensions": 0}, "new": {"version": 13, "extensions": 1}}]', '2b49ef069fcc417fbe6c77806e22836f', '3e04a99188aad7c22a15552d5cce524fc58f944b7d666282e51b86e870279698');
INSERT INTO journal VALUES (27, 1768889460, NULL, 1, '1 号席', 'resolve', 1, 14, '换管', 'assists,clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768889460, "entered": 1768889460, "outcome": "done"}}, {"table": "assists", "key": 1, "old": {"left_at": null}, "new": {"left_at": 1768889460}}, {"table": "tickets", "key": 1, "old": {"version": 13, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 14, "state": "resolved", "resolved_at": 1768889460, "resolution": "换管"}}]', '4f27463fda9e4576921a4463f1337c32', '171aaae60aa5307e4aa9a63bfefee380a57424f7e4a1835f7653eb5b784eb71a');
INSERT INTO journal VALUES (28, 1768889460, 1768889160, 1, '1 号席', 'correct_time', 1, 15, '处置完成：记错', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": 1768889460, "consent": null}, "new": {"stopped": 1768889160, "consent": "correction"}}, {"table": "tickets", "key": 1, "old": {"version": 14, "resolved_at": 1768889460}, "new": {"version": 15, "resolved_at": 1768889160}}]', 'f7a10f684f054ea7ac5028be1cfd8ab7', 'a7421604bd602c156cbdc717f7f9fd88578a7581b019ba04f28f60cf99e1ee06');
INSERT INTO journal VALUES (29, 1768889460, NULL, 1, '1 号席', 'callback', 1, 16, '满意', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 15, "callback": null, "first_answer": null}, "new": {"version": 16, "callback": "satisfied", "first_answer": "satisfied"}}]', 'e41fffc8c4d244aaa9cb84ded38862d8', 'ea9ef29be5b610c51a4afe621dbfa57039ea5f44c793c29b31de75ed3d086d4c');
INSERT INTO journal VALUES (30, 1768889760, NULL, 1, '1 号席', 'close', 1, 17, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 16, "state": "resolved", "ended_at": null}, "new": {"version": 17, "state": "closed", "ended_at": 1768889760}}]', 'e2444ff589e24fdebabecd23c147150e', 'd57233a2e6466da853520970c975f6f03f3fd0c98360ec50fdb9e3a84d070c7a');
INSERT INTO journal VALUES (31, 1768889760, NULL, 1, '1 号席', 'dispatch', 2, 2, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 2, "old": {"split": null}, "new": {"split": 1768889760}}, {"table": "tickets", "key": 2, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768889760}}]', '0ca80d811bd245a0abd8f5f78f77130d', 'beb382814325109ee43cf0fbcf5bf30354524fc9f04ca462c9374e211919c4c6');
INSERT INTO journal VALUES (32, 1768890360, NULL, 1, '1 号席', 'accept', 2, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768890360, "entered": 1768890360, "outcome": "done"}}, {"table": "clocks", "key": 11, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 1, "started": 1768890360, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768892160, "first_started": null, "promised": null, "repeats": false, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', 'e9351eac05e4423596df328268a75526', 'd80abbaa4a0317dbda99ec993b90cdbb08749058b42e22b996f7a82c68a17734');
INSERT INTO journal VALUES (33, 1768890960, NULL, 1, '1 号席', 'arrive', 2, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 11, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768890960, "entered": 1768890960, "outcome": "done"}}, {"table": "clocks", "key": 12, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 1, "started": 1768890960, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768977360, "first_started": null, "promised": null, "repeats": false, "deadline": 1768977360, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 13, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 1, "started": 1768890960, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768905360, "first_started": null, "promised": null, "repeats": false, "deadline": 1768905360, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', 'f68f3ac8e0024eefa493bd7bc88cab81', '9bd4dece2ff5c2d1aa75ed78e90a6ebaa92c5b3a665919831c413ac7f78e56fe');
INSERT INTO journal VALUES (34, 1768891560, NULL, 1, '1 号席', 'return', 2, 5, '不归本班', 'clocks,tickets', '[{"table": "clocks", "key": 12, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768891560, "entered": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 13, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768891560, "entered": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 14, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 2, "started": 1768891560, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768892160, "first_started": null, "promised": null, "repeats": true, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"crew_id": 1}, "new": {"crew_id": null}}, {"table": "tickets", "key": 2, "old": {"version": 4, "state": "arrived", "crew_id": 1, "dispatched_at": 1768889760, "returns": 0}, "new": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null, "returns": 1}}]', '5eebc3ecae6441d2a8b5a8595d522b3a', '488395341e5c5e94f71e27d51d8324cbe633c491e0a67295da629e2b3a46c479');
INSERT INTO journal VALUES (35, 1768895160, NULL, 1, '1 号席', 'dispatch', 2, 6, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"split": null}, "new": {"split": 1768895160}}, {"table": "tickets", "key": 2, "old": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 6, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768895160}}]', '8f4d8fb9164443a8a55d849f708b0412', '06f7574cf4f8a43f890ae5e74f3bee0b31de6eb5ea366c56b9dd69f527e98039');
INSERT INTO journal VALUES (36, 1768895160, NULL, 1, '1 号席', 'reassign', 2, 7, '二班：更近', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "reassigned"}}, {"table": "clocks", "key": 15, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 3, "started": 1768895160, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768895760, "first_started": null, "promised": null, "repeats": true, "deadline": 1768895760, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 15, "old": {"crew_id": 1}, "new": {"crew_id": 2}}, {"table": "clocks", "key": 15, "old": {"split": null}, "new": {"split": 1768895160}}, {"table": "tickets", "key": 2, "old": {"version": 6, "crew_id": 1}, "new": {"version": 7, "crew_id": 2}}]', '12934acc156f4839be5089c32c13f223', '83612b609abf413fa1332a06b455e24c509b8583bde691442cd34736ff5aea23');
INSERT INTO journal VALUES (37, 1768895160, NULL, 1, '1 号席', 'accept', 2, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 15, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 16, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 2, "started": 1768895160, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768896960, "first_started": null, "promised": null, "repeats": true, "deadline": 1768896960, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 7, "state": "dispatched"}, "new": {"version": 8, "state": "accepted"}}]', 'da98bdc75e734b0495903adfe573b94c', '3afb168b6bd52f6feb7de79e2f6cdd54ec93fe7c03a37d04d5c7ad488391c3ce');
INSERT INTO journal VALUES (38, 1768895160, NULL, 1, '1 号席', 'arrive', 2, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 16, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 17, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 2, "started": 1768895160, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768977360, "first_started": null, "promised": 1768977360, "repeats": false, "deadline": 1768977360, "priority": "P1", "crew_id": 2}}, {"table": "clocks", "key": 18, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 2, "started": 1768895160, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768905360, "first_started": null, "promised": 1768905360, "repeats": false, "deadline": 1768905360, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 8, "state": "accepted"}, "new": {"version": 9, "state": "arrived"}}]', '9da66c35095e4be0a1ebd8a22dc3805b', 'e7daba4b9e41b4a7166b0b9098d02c33e971d038f89974ca8cb072e82a830e1c');
INSERT INTO journal VALUES (39, 1768905960, NULL, 1, '1 号席', 'isolate', 2, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 18, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768905960}}]', '49154724b36242fba5c20176e3572568', 'cb8d01449c272bdddbfb549d15743873ed130f3fc3967d85d66cfd0ae02889f6');
INSERT INTO journal VALUES (40, 1768905960, NULL, 1, '1 号席', 'rerate', 2, 11, '现场核实', 'consents,tickets', '[{"table": "consents", "key": 2, "new": {"ticket_id": 2, "clock_id": null, "kind": "rerate", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "现场核实", "step": "rerate", "grace": null, "note": "", "before": {"fault": "burst_main", "priority": "P1", "zone": "urban", "dn": null, "ended": [2, 11, 12, 13, 14, 15, 16, 18]}}}, {"table": "tickets", "key": 2, "old": {"version": 10, "dn": null, "reratings": 0}, "new": {"version": 11, "dn": 600, "reratings": 1}}]', '49da7e8f18e94f39b07fab50a30e8902', '02b8079708f802e1af6c8cfe1bd1db487e5ab8c59ce1de9d981486967674d6c3');
INSERT INTO journal VALUES (41, 1768905960, NULL, 1, '1 号席', 'resolve', 2, 12, '', 'clocks,tickets', '[{"table": "clocks", "key": 17, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 11, "state": "arrived", "resolved_at": null}, "new": {"version": 12, "state": "resolved", "resolved_at": 1768905960}}]', 'f670ed329eb8479484b6b43c38069b53', '631068c2a96a089c0da5aa88076dc769f10d04558e77166bad05bff2781f74f8');
INSERT INTO journal VALUES (42, 1768905960, NULL, 1, '1 号席', 'merge', 4, 2, '20260120-0004 并入 20260120-0005', 'clocks,consents,tickets', '[{"table": "clocks", "key": 4, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "merged"}}, {"table": "consents", "key": 3, "new": {"ticket_id": 4, "clock_id": null, "kind": "merge", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "20260120-0004 并入 20260120-0005", "step": "merge", "grace": null, "note": "", "before": null}}, {"table": "tickets", "key": 4, "old": {"version": 1, "state": "new", "ended_at": null, "merged_into": null}, "new": {"version": 2, "state": "merged", "ended_at": 1768905960, "merged_into": 5}}]', 'a83d9c8545c849ce93ea6134d9c1a25a', '4d23692a5ea9d654fd5ea5655bf1c6498fda66efca139672ecff269c81e41e02');
INSERT INTO journal VALUES (43, 1768905960, NULL, 1, '1 号席', 'merge', 5, 2, '20260120-0004 并入 20260120-0005', 'calls,clocks,tickets', '[{"table": "calls", "key": 4, "old": {"ticket_id": 4}, "new": {"ticket_id": 5}}, {"table": "clocks", "key": 5, "old": {"repeats": false}, "new": {"repeats": true}}, {"table": "tickets", "key": 5, "old": {"version": 1, "calls": 1}, "new": {"version": 2, "calls": 2}}]', 'a83d9c8545c849ce93ea6134d9c1a25a', '4e464276c71fab39c892b97928400e2746f3cda4bdacccee0760749ad455fbb8');
INSERT INTO journal VALUES (44, 1768905960, NULL, 1, '1 号席', 'dispatch', 5, 3, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 5, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 5, "old": {"split": null}, "new": {"split": 1768905960}}, {"table": "tickets", "key": 5, "old": {"version": 2, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 3, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768905960}}]', 'c9f09a7227af42bdb45a47b4c9586ea4', '77b9e1a52aa9f2e9c53e4391577aca0c204e61ccf21161f272b02676f114dd14');
INSERT INTO journal VALUES (45, 1768905960, NULL, 1, '1 号席', 'cancel', 6, 2, '误报', 'clocks,consents,tickets', '[{"table": "clocks", "key": 6, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "cancelled"}}, {"table": "consents", "key": 4, "new": {"ticket_id": 6, "clock_id": null, "kind": "cancel", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "误报", "step": "cancel", "grace": null, "note": "", "before": null}}, {"table": "tickets", "key": 6, "old": {"version": 1, "state": "new", "ended_at": null}, "new": {"version": 2, "state": "cancelled", "ended_at": 1768905960}}]', '90532428b5534be492b48933e8e93e08', 'c592e9393ce672263776cef24ef9341881201a8da1023f6442cf4b29e0e05052');
INSERT INTO journal VALUES (46, 1768905960, NULL, 1, '1 号席', 'rerate', 3, 2, '整片无水', 'clocks,tickets', '[{"table": "clocks", "key": 3, "old": {"priority": "P3"}, "new": {"priority": "P2"}}, {"table": "tickets", "key": 3, "old": {"version": 1, "fault": "low_pressure", "priority": "P3", "reratings": 0}, "new": {"version": 2, "fault": "no_water", "priority": "P2", "reratings": 1}}]', '7ae0ce4dd7cb46c4afd140fd47d56679', 'eb9962bf8c72e169c31a629cb80e55697420dcbfb623ebb35841d583b5927079');
INSERT INTO journal VALUES (47, 1768906080, NULL, 1, '1 号席', 'hold', 3, 3, '用户要求改时间', 'clocks,consents,holds,tickets', '[{"table": "consents", "key": 5, "new": {"ticket_id": 3, "clock_id": null, "kind": "hold", "state": "asked", "asked_at": 1768906080, "asked_by": 1, "reason": "用户要求改时间", "step": "hold", "grace": 1768907880, "note": "", "before": null}}, {"table": "clocks", "key": 3, "old": {"held_since": null, "held_until": null}, "new": {"held_since": 1768906080, "held_until": 1768906080}}, {"table": "holds", "key": 2, "new": {"clock_id": 3, "since": 1768906080, "until": null, "reason": "用户要求改时间", "granted_by": null, "consent_id": 5, "counted": 0}}, {"table": "tickets", "key": 3, "old": {"version": 2, "held": false}, "new": {"version": 3, "held": true}}]', 'e9f23c678d874e48b9a3d9aab28532e9', 'eed64a4097aa46bffb7c260a556aa88f5327a5b479d53fdd32c93f0cd744e96c');
INSERT INTO journal VALUES (48, 1768906080, NULL, 1, '1 号席', 'log_call', 8, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 8, "new": {"material": "", "number": "20260120-0008", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768906080, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 19, "new": {"subject_kind": "ticket", "subject_id": 8, "stage": "accept", "round": 1, "started": 1768906080, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768906680, "first_started": null, "promised": null, "repeats": false, "deadline": 1768906680, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 10, "new": {"ticket_id": 8, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768906080, "staff_id": 1, "recording": "", "outage_id": null}}]', '15723be9f49749d2918bb3a78701fbf5', '7c4549094cfb538deaf22554591c0dc5404d11726ad1614035da24aa2656a66a');
INSERT INTO journal VALUES (49, 1768924080, NULL, 1, '1 号席', 'dispatch', 7, 2, '二班', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"crew_id": null}, "new": {"crew_id": 2}}, {"table": "clocks", "key": 7, "old": {"split": null}, "new": {"split": 1768924080}}, {"table": "tickets", "key": 7, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 2, "dispatched_at": 1768924080}}]', '62ce9529a0ce40618a68bf2f4119b29d', 'a40dc370fe807aa2a45b1f1b9a66f3c9e49f31853d9f60b530f8f473dd809649');
INSERT INTO journal VALUES (50, 1768924080, NULL, 1, '1 号席', 'accept', 7, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 20, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "arrive", "round": 1, "started": 1768924080, "limit": 1800, "limit_id": 7, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768925880, "first_started": null, "promised": null, "repeats": false, "deadline": 1768925880, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', 'cce95f699d774d7b8de9f285fc349b85', '8cda5c0478f2cfa0f53d643bb4d0a9f2543ccbe41ade78b93b6f59e4b58be7b7');
INSERT INTO journal VALUES (51, 1768924080, NULL, 1, '1 号席', 'arrive', 7, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 20, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 21, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "resolve", "round": 1, "started": 1768924080, "limit": 14400, "limit_id": 16, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768938480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768938480, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', 'e291a17d2f5c4766ab2505f408d051dd', '81ca65c5b0e52182e46926abfb8a9f448dac0ecb7a34b45cbabd44241d9e4dea');
INSERT INTO journal VALUES (52, 1768924080, NULL, 1, '1 号席', 'resolve', 7, 5, '换阀', 'clocks,tickets', '[{"table": "clocks", "key": 21, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "tickets", "key": 7, "old": {"version": 4, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 5, "state": "resolved", "resolved_at": 1768924080, "resolution": "换阀"}}]', 'e082e83a43204f50867e1476b02dc28d', 'f25585dfb335bd921063f16d27e32de69fbdef797bcdc8a4a9cb2bafc1e70a3f');
INSERT INTO journal VALUES (53, 1768925880, NULL, 1, '1 号席', 'reopen', 7, 6, '又没水', 'clocks,tickets', '[{"table": "clocks", "key": 22, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 2, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": true, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "tickets", "key": 7, "old": {"version": 5, "state": "resolved", "crew_id": 2, "dispatched_at": 1768924080, "resolved_at": 1768924080, "reopenings": 0}, "new": {"version": 6, "state": "new", "crew_id": null, "dispatched_at": null, "resolved_at": null, "reopenings": 1}}]', '5244f33a8c7a49a59a6d2cc4c14a0ce7', 'd314b48a1a2f09f37e323a6f6fba4499e5b3d2bc644ac9c1906f165255cddbb3');
INSERT INTO journal VALUES (54, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 11, "new": {"ticket_id": null, "kind": "enquiry", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', '9c91a4f4827349b690141587140e7029', 'da9e9537f43b2aa24c81091dc79adf0053a5bb3eb7793c79c69c0a8e8d333319');
INSERT INTO journal VALUES (55, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 12, "new": {"ticket_id": null, "kind": "complaint", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', '5bcecaa55faa4a6e9afa0a207f7ffa11', 'c9a6ed8def8412bc8f1d319320a4db639a2b4927039fcd40f41f08255ab788d5');
INSERT INTO journal VALUES (56, 1768925880, NULL, 1, '1 号席', 'log_call', 9, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 9, "new": {"material": "", "number": "20260121-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 23, "new": {"subject_kind": "ticket", "subject_id": 9, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 13, "new": {"ticket_id": 9, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', '500b299de9b94ec29a7b416a913f183a', '3fa5bc6a92b4d61cfb9fdf95a9f931d6d8954492d30059846a7bfeaef7003c1c');
INSERT INTO journal VALUES (57, 1768925880, NULL, 1, '1 号席', 'save_staff', NULL, NULL, '', 'staff', '[{"table": "staff", "key": 2, "new": {"name": "演示调度", "roles": "dispatcher,operator", "phone": "13800000002", "active": true, "login": null, "expires": null}}]', 'd7b9b41c4cba4848b0b946ce84466c7e', '47f7a45ecd3f07e79d3b4e9eb9711e3778e8129716a833ab1c4d54e7697ef939');
INSERT INTO journal VALUES (58, 1768925880, NULL, 1, '1 号席', 'save_member', NULL, NULL, '', 'members', '[{"table": "members", "key": 1, "new": {"crew_id": 1, "name": "演示队员", "phone": "13800000003", "leader": true, "active": true}}]', 'e0f5e56999334c5f8bddb56e1aa502a8', 'd48982cd66e8a3dd3dbf84329c4f8adf843244527861a43386c5724aeea3064a');
INSERT INTO journal VALUES (59, 1768925880, NULL, 1, '1 号席', 'log_call', 10, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 10, "new": {"material": "", "number": "20260121-0002", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "013806351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 24, "new": {"subject_kind": "ticket", "subject_id": 10, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 14, "new": {"ticket_id": 10, "kind": "report", "phone": "013806351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', '509c584df0ea47b58b12dd34a2d14446', '52ce48e19030c10fb5675a1f153f6ec48ac989d49755b1fbabfff3c4531be9ca');
INSERT INTO journal VALUES (60, 1768925880, NULL, 1, '1 号席', 'log_call', 11, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 11, "new": {"material": "", "number": "20260121-0003", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13806351234/13906351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 25, "new": {"subject_kind": "ticket", "subject_id": 11, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 15, "new": {"ticket_id": 11, "kind": "report", "phone": "13806351234/13906351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', '316c6ffc55254892b7135265afc38431', '7b7ad7677d5a0dc804544d0a07ed01840f813c6c2e279ada8cb7c53150d0ec8b');
INSERT INTO journal VALUES (61, 1768925880, NULL, 1, '1 号席', 'log_call', 12, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 12, "new": {"material": "", "number": "20260121-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "0635-3280212", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 26, "new": {"subject_kind": "ticket", "subject_id": 12, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 16, "new": {"ticket_id": 12, "kind": "report", "phone": "0635-3280212", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', 'fe1f79a70833488ea33ddd67675ef244', 'e6c9db662f82a496a9a3a816f7f63b322148a31ee6fabc3559f6f1eb457ce57f');
INSERT INTO journal VALUES (62, 1768925880, NULL, 1, '1 号席', 'log_call', 13, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 13, "new": {"material": "", "number": "20260121-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 27, "new": {"subject_kind": "ticket", "subject_id": 13, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 17, "new": {"ticket_id": 13, "kind": "report", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', 'ece162be77774c97852c0334d4573649', 'd92a4779f849d27a31b56890d77e40fc60f94373a041df58dcb3b06e19731831');
INSERT INTO journal VALUES (63, 1768925880, NULL, 1, '1 号席', 'log_call', 14, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 14, "new": {"material": "", "number": "20260121-0006", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 28, "new": {"subject_kind": "ticket", "subject_id": 14, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 18, "new": {"ticket_id": 14, "kind": "report", "phone": "", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "", "at": 1768925880, "staff_id": 1, "recording": "", "outage_id": null}}]', '3bbf0f7367724b009835bcb799840cdc', '415e2eccabd6ca6f15f9ec61b7ea671abdd350c79e12b75e39089d4e752e4844');
INSERT INTO journal VALUES (64, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "new": {"area": "文化街", "cause": "抢修", "households": 120, "since": 1768925880, "expected": 1768936680, "first_expected": 1768936680, "planned": false, "place_id": null, "ticket_id": null, "until": null, "withdrawn": false}}]', '8075ae16fc3f46afa210ce7e15422b42', 'e13a06fd8059fbee318758ade16bda5b66c11ec1174d5e316b2a90e03de2403d');
INSERT INTO journal VALUES (65, 1768925880, NULL, 1, '1 号席', 'end_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "old": {"until": null}, "new": {"until": 1768925880}}]', '1b7da4082110454db60631cc77b0b0bb', '961b117b57fdf995cc0a77a394a843d244d3afbd39bed27d98e2aaff110047c1');
INSERT INTO journal VALUES (66, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 2, "new": {"area": "金光路", "cause": "检修", "households": null, "since": 1768925880, "expected": null, "first_expected": null, "planned": true, "place_id": null, "ticket_id": null, "until": null, "withdrawn": false}}]', 'fa831789e13b4ed487d6bd88c3302be6', '9bb0ce36f821ee1e3d1314839d02b693019a7af8500686b8f73a9ff72c55c43c');
INSERT INTO journal VALUES (67, 1768925880, NULL, 1, '1 号席', 'make_first_administrator', NULL, NULL, '演示管理员的密码', 'staff', '[{"table": "staff", "key": 1, "old": {"active": true, "on_duty": true, "login": "值班员"}, "new": {"active": false, "on_duty": false, "login": null}}, {"table": "staff", "key": 3, "new": {"name": "演示管理员", "login": "admin", "roles": "administrator,dispatcher,operator,supervisor", "active": true, "expires": null}}]', '398eaf3227c44623b54e416e9a140edf', '65ec5594172e7b90974a230d3487f46b200be7a3060312b839c9028abba80c3d');
INSERT INTO outages VALUES (1, '文化街', NULL, NULL, 120, '抢修', 0, 1768925880, 1768936680, 1768925880, 1768936680, 0);
INSERT INTO outages VALUES (2, '金光路', NULL, NULL, NULL, '检修', 1, 1768925880, NULL, NULL, NULL, 0);
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
INSERT INTO alerts VALUES (41, 3, 0, 6, 'dispatcher', 1768876200, 1768905960, 'suppressed', '改判前已发出', NULL, NULL, NULL);
INSERT INTO alerts VALUES (42, 3, 0, 5, 'dispatcher', 1768875660, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (43, 3, 0, 6, 'operator', 1768876200, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (44, 3, 0, 7, 'supervisor', 1768876500, 1768906080, 'sent', '', NULL, NULL, NULL);
INSERT INTO alerts VALUES (45, 3, 0, 8, 'administrator', 1768877100, 1768906080, 'sent', '', NULL, NULL, NULL);
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
INSERT INTO deliveries VALUES (30, 42, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (31, 43, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (32, 44, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (33, 45, 'screen', 'pending', 0, 1768906080, NULL, NULL);
INSERT INTO deliveries VALUES (34, 46, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (35, 47, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (36, 48, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (37, 49, 'screen', 'pending', 0, 1768925880, NULL, NULL);
INSERT INTO deliveries VALUES (38, 50, 'screen', 'pending', 0, 1768925880, NULL, NULL);
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
INSERT INTO clocks VALUES (3, 'ticket', 3, 'accept', 1, 1768874400, 1800, 3, 0, 0, 0, 1768906080, NULL, NULL, 1768876200, NULL, 'P2', NULL, 1768906080, NULL, NULL, 1768876200, NULL, NULL, 0, 0, NULL);
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
INSERT INTO clocks VALUES (17, 'ticket', 2, 'resolve', 2, 1768895160, 86400, 18, 0, 0, 0, NULL, 1768905960, 'done', 1768977360, NULL, 'P1', 2, NULL, NULL, 1768905960, 1768977360, NULL, 1768977360, 0, 0, NULL);
INSERT INTO clocks VALUES (18, 'ticket', 2, 'isolate', 2, 1768895160, 14400, 12, 0, 0, 0, NULL, 1768905960, 'done', 1768905360, NULL, 'P1', 2, NULL, NULL, 1768905960, 1768905360, NULL, 1768905360, 0, 0, NULL);
INSERT INTO clocks VALUES (19, 'ticket', 8, 'accept', 1, 1768906080, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768906680, NULL, 'P1', NULL, NULL, NULL, NULL, 1768906680, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (20, 'ticket', 7, 'arrive', 1, 1768924080, 1800, 7, 0, 0, 0, NULL, 1768924080, 'done', 1768925880, NULL, 'P2', 2, NULL, NULL, 1768924080, 1768925880, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (21, 'ticket', 7, 'resolve', 1, 1768924080, 14400, 16, 0, 0, 0, NULL, 1768924080, 'done', 1768938480, NULL, 'P2', 2, NULL, NULL, 1768924080, 1768938480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (22, 'ticket', 7, 'accept', 2, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 1, NULL);
INSERT INTO clocks VALUES (23, 'ticket', 9, 'accept', 1, 1768925880, 600, 1, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P1', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (24, 'ticket', 10, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (25, 'ticket', 11, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (26, 'ticket', 12, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (27, 'ticket', 13, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO clocks VALUES (28, 'ticket', 14, 'accept', 1, 1768925880, 600, 2, 0, 0, 0, NULL, NULL, NULL, 1768926480, 1768926300, 'P2', NULL, NULL, NULL, NULL, 1768926480, NULL, NULL, 0, 0, NULL);
INSERT INTO holds VALUES (1, 9, 1768878660, 1768885860, '等材料', NULL, 0, 1);
INSERT INTO holds VALUES (2, 3, 1768906080, NULL, '用户要求改时间', NULL, 0, 5);
INSERT INTO consents VALUES (1, 1, NULL, 'hold', 'asked', 1768878660, 1, '等材料', 1768880460, 'null', NULL, NULL, '', 'hold');
INSERT INTO consents VALUES (2, 2, NULL, 'rerate', 'asked', 1768905960, 1, '现场核实', NULL, '{"fault": "burst_main", "priority": "P1", "zone": "urban", "dn": null, "ended": [2, 11, 12, 13, 14, 15, 16, 18]}', NULL, NULL, '', 'rerate');
INSERT INTO consents VALUES (3, 4, NULL, 'merge', 'asked', 1768905960, 1, '20260120-0004 并入 20260120-0005', NULL, 'null', NULL, NULL, '', 'merge');
INSERT INTO consents VALUES (4, 6, NULL, 'cancel', 'asked', 1768905960, 1, '误报', NULL, 'null', NULL, NULL, '', 'cancel');
INSERT INTO consents VALUES (5, 3, NULL, 'hold', 'asked', 1768906080, 1, '用户要求改时间', 1768907880, 'null', NULL, NULL, '', 'hold');
INSERT INTO assists VALUES (1, 1, 2, 1768874880, NULL, 1768889460, 0);
DELETE FROM subscriber_words_data;
INSERT INTO subscriber_words_data VALUES (1, X'');
INSERT INTO subscriber_words_data VALUES (10, X'00000000000000');
DELETE FROM subscriber_words_idx;
DELETE FROM subscriber_words_content;
DELETE FROM subscriber_words_config;
INSERT INTO subscriber_words_config VALUES ('version', 4);
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
CREATE INDEX ix_clocks_running ON clocks (subject_id, subject_kind) WHERE stopped IS NULL;
CREATE INDEX ix_holds_clock_id ON holds (clock_id);
CREATE INDEX ix_consents_asked ON consents (asked_at) WHERE state = 'asked';
CREATE INDEX ix_consents_ticket_id ON consents (ticket_id);
CREATE INDEX ix_assists_ticket_id ON assists (ticket_id);
CREATE INDEX ix_holds_consent_id ON holds (consent_id);
CREATE INDEX ix_tickets_by_resolved_at ON tickets (resolved_at);
CREATE INDEX ix_clocks_stopped ON clocks (stopped, stage);
CREATE INDEX ix_subscribers_meter_no ON subscribers (meter_no);
CREATE INDEX ix_incoming_calls_rang_at ON incoming_calls (rang_at);
CREATE INDEX ix_incoming_calls_unclaimed ON incoming_calls (digits) WHERE claimed_at IS NULL AND logged_at IS NULL;
CREATE INDEX ix_outages_until ON outages (until);
CREATE INDEX ix_calls_by_outage ON calls (outage_id) WHERE outage_id IS NOT NULL;
CREATE VIEW domain_words AS SELECT '{"staff.roles": ["administrator", "dispatcher", "operator", "supervisor"], "crews.zone": ["rural", "urban"], "places.zone": ["rural", "urban"], "faults.fault_group": ["fittings", "frost", "main", "meter", "other", "road", "supply"], "faults.priority": ["P1", "P2", "P3", "P4"], "limits.stage": ["accept", "arrive", "isolate", "resolve"], "limits.priority": ["P1", "P2", "P3", "P4"], "limits.zone": ["rural", "urban"], "rungs.kind": ["escalation", "overdue", "warning"], "rungs.stage": ["accept", "arrive", "isolate", "resolve"], "rungs.priority": ["P1", "P2", "P3", "P4"], "rungs.roles": ["administrator", "dispatcher", "operator", "supervisor"], "tickets.state": ["accepted", "arrived", "cancelled", "closed", "dispatched", "merged", "new", "resolved", "settled"], "tickets.priority": ["P1", "P2", "P3", "P4"], "tickets.zone": ["rural", "urban"], "tickets.callback": ["no_answer", "satisfied", "unsatisfied"], "tickets.first_answer": ["no_answer", "satisfied", "unsatisfied"], "tickets.source": ["demo", "desk", "drill", "import"], "calls.kind": ["chase", "complaint", "enquiry", "report", "undone"], "clocks.subject_kind": ["ticket", "undone"], "clocks.stage": ["accept", "arrive", "isolate", "resolve"], "clocks.outcome": ["cancelled", "done", "merged", "reassigned", "returned", "settled", "undone", "unfinished"], "clocks.consent": ["cancel", "correction", "extend", "hold", "late_entry", "merge", "rerate", "settle"], "clocks.priority": ["P1", "P2", "P3", "P4"], "consents.kind": ["cancel", "correction", "extend", "hold", "late_entry", "merge", "rerate", "settle"], "consents.state": ["asked", "granted", "refused", "withdrawn"], "alerts.recipient": ["administrator", "dispatcher", "operator", "supervisor"], "alerts.outcome": ["expired", "sent", "suppressed"], "deliveries.channel": ["log", "screen"], "deliveries.state": ["claimed", "delivered", "failed", "pending"], "subscribers.zone": ["rural", "urban"]}' AS words;
COMMIT;
