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
	staff_id INTEGER, recording TEXT DEFAULT '' NOT NULL, 
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
INSERT INTO alembic_version VALUES ('0010');
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
INSERT INTO requests VALUES ('36bf1eb09b91408a84ade97246ee8379', 'save_crew', 1768874400, 1);
INSERT INTO requests VALUES ('a44306f487624c14abfc80513232cf33', 'save_crew', 1768874400, 2);
INSERT INTO requests VALUES ('9456d1122d8e4ad39b0ebe82d1a5492c', 'log_call', 1768874400, 1);
INSERT INTO requests VALUES ('127579b731c4454ba9f4bfeee80dcce4', 'log_call', 1768874400, 2);
INSERT INTO requests VALUES ('f72314f23b014a6c911710bf950c96ef', 'log_call', 1768874400, 3);
INSERT INTO requests VALUES ('39e094e9e2504985b69998d464689052', 'log_call', 1768874400, 4);
INSERT INTO requests VALUES ('a5e01876fc98479d958c3a87e4baa1a6', 'log_call', 1768874400, 5);
INSERT INTO requests VALUES ('d13ee6baf1004214bb0c9397c5883492', 'log_call', 1768874400, 6);
INSERT INTO requests VALUES ('6afe123622a34c7c929952f92a4b8727', 'log_call', 1768874400, 7);
INSERT INTO requests VALUES ('3e01962594754fe98bd82d302c4cc5a8', 'chase', 1768874400, 1);
INSERT INTO requests VALUES ('3dd9138666654f80a4a942b8f65a0db6', 'attach_call', 1768874400, 1);
INSERT INTO requests VALUES ('c4a51363ea0c4eee9ef4b85aa040fa15', 'dispatch', 1768874880, 1);
INSERT INTO requests VALUES ('1d7ba1bf73da412fa3bc223ee569a207', 'assist', 1768874880, 1);
INSERT INTO requests VALUES ('7d82b7a9e8c944eebc3ae66348070bae', 'acknowledge', 1768874880, 5);
INSERT INTO requests VALUES ('2ccfb82322da4eaba5b695b3a920f23f', 'accept', 1768875660, 1);
INSERT INTO requests VALUES ('83e60baa00d54e0f8d98826816fa340d', 'depart', 1768876380, 1);
INSERT INTO requests VALUES ('4b3003558f324ce2bdbb56752c3febb7', 'arrive', 1768877100, 1);
INSERT INTO requests VALUES ('a42c4e8ec88c4b8d9403c25ad5b4856a', 'locate', 1768877820, 1);
INSERT INTO requests VALUES ('2f90fe3946e649b096542be7d96cd190', 'isolate', 1768878540, 1);
INSERT INTO requests VALUES ('700ac96583834ba9b58a0139353e98b6', 'hold', 1768878660, 1);
INSERT INTO requests VALUES ('55b016c158014967977be85381aa04e8', 'resume', 1768885860, 1);
INSERT INTO requests VALUES ('b90a269263444a54a4cbe539cc59bb44', 'extend', 1768885860, 1);
INSERT INTO requests VALUES ('0dafcf7cc2424f96b165f46114898dc2', 'resolve', 1768889460, 1);
INSERT INTO requests VALUES ('64d5d93dfa0d4c65bcc5c27c21e88a39', 'correct_time', 1768889460, 1);
INSERT INTO requests VALUES ('d05322a269414fe087a72b012bfe8580', 'callback', 1768889460, 1);
INSERT INTO requests VALUES ('85abe462c43d4b6d9692a2b41a3fe7ca', 'close', 1768889760, 1);
INSERT INTO requests VALUES ('98bf1448f7f04ebf812f41a261a3dc36', 'dispatch', 1768889760, 2);
INSERT INTO requests VALUES ('7dc1f000311e4891ad9adf9f5adbfcff', 'accept', 1768890360, 2);
INSERT INTO requests VALUES ('94601c7e23bc4d229f7ca0cd7acd9d80', 'arrive', 1768890960, 2);
INSERT INTO requests VALUES ('45f795fca7614645a62b39d989ca64ed', 'return', 1768891560, 2);
INSERT INTO requests VALUES ('0280c3bb2840477daf3f026dc07fa5ff', 'dispatch', 1768895160, 2);
INSERT INTO requests VALUES ('a2cb0bee1d944b0aa0bbe6bf9a912ea9', 'reassign', 1768895160, 2);
INSERT INTO requests VALUES ('137f17dcb20d45a0841faf8c26a2693c', 'accept', 1768895160, 2);
INSERT INTO requests VALUES ('32a2340dc16d48169cda343693a6e3d3', 'arrive', 1768895160, 2);
INSERT INTO requests VALUES ('abca5e6e9ab0439ca320d1ca54e41a7b', 'isolate', 1768905960, 2);
INSERT INTO requests VALUES ('2e11b6967bc3441780da97de8cefcd67', 'rerate', 1768905960, 2);
INSERT INTO requests VALUES ('f3c1049603c440d4be6d488c6a20452b', 'resolve', 1768905960, 2);
INSERT INTO requests VALUES ('d1a180144d78485b9bf4918de9968f61', 'merge', 1768905960, 5);
INSERT INTO requests VALUES ('935792440a96437ebde0513b6ff07de6', 'dispatch', 1768905960, 5);
INSERT INTO requests VALUES ('c34b4437bbd34835af71a8ee06e3cd29', 'cancel', 1768905960, 6);
INSERT INTO requests VALUES ('32c1c776cd034e359519bff740eb4fb6', 'rerate', 1768905960, 3);
INSERT INTO requests VALUES ('f2284fa9f17946199aefc0eba782bcc8', 'hold', 1768906080, 3);
INSERT INTO requests VALUES ('af34c95367c243159a137629d4c2c51f', 'log_call', 1768906080, 8);
INSERT INTO requests VALUES ('1d69990bf32f42b2b2ee624b0b6cd355', 'dispatch', 1768924080, 7);
INSERT INTO requests VALUES ('ac2321fa38da49b3849be81776ab8f6d', 'accept', 1768924080, 7);
INSERT INTO requests VALUES ('bccafbeb1bcf437bad6804d306223043', 'arrive', 1768924080, 7);
INSERT INTO requests VALUES ('f6b9b123018a458993f0dbd99ab72bba', 'resolve', 1768924080, 7);
INSERT INTO requests VALUES ('98b3efa4c50d40a7a16db1fdb424cfb3', 'reopen', 1768925880, 7);
INSERT INTO requests VALUES ('c8c3b2c36ca64532ba7c5156b55ad863', 'log_other_call', 1768925880, 11);
INSERT INTO requests VALUES ('e8b465ae0c6b4b2496105a0a8fcda0c7', 'log_other_call', 1768925880, 12);
INSERT INTO requests VALUES ('da1a1b76f9614cd8961aeadbcaf5e3f8', 'log_call', 1768925880, 9);
INSERT INTO requests VALUES ('55d4e836eabc4c7d805a0e4d292077a2', 'save_staff', 1768925880, 2);
INSERT INTO requests VALUES ('05bcf25513ba42f5a658357472bcac15', 'save_member', 1768925880, 1);
INSERT INTO requests VALUES ('c65b9d4e2c3241749935c84fa5fef010', 'log_call', 1768925880, 10);
INSERT INTO requests VALUES ('a54e18b198284ce7b7603075f6f94fa0', 'log_call', 1768925880, 11);
INSERT INTO requests VALUES ('c6915b8b4e1744ee99e96d2718642b6f', 'log_call', 1768925880, 12);
INSERT INTO requests VALUES ('cb71731629da4da68b988a146fb97c41', 'log_call', 1768925880, 13);
INSERT INTO requests VALUES ('f298d848f08449e2941498ed981d8573', 'log_call', 1768925880, 14);
INSERT INTO requests VALUES ('299864a566704d3e979ade001d3bf14a', 'announce_outage', 1768925880, 1);
INSERT INTO requests VALUES ('ce9c2bce1dfc422d8b4cefd19d0b7d7f', 'end_outage', 1768925880, 1);
INSERT INTO requests VALUES ('6fe6683486f841e19c07d4468e3ba6c3', 'announce_outage', 1768925880, 2);
INSERT INTO requests VALUES ('0d35daf6f8ce408d9ad7b306773152cf', 'make_first_administrator', 1768925880, 3);
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
INSERT INTO settings VALUES ('desk_id', '"851a12b8e0e24a9fb2dc85ec76c1bc18"');
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
INSERT INTO calls VALUES (1, 1, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '');
INSERT INTO calls VALUES (2, 2, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '');
INSERT INTO calls VALUES (3, 3, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '');
INSERT INTO calls VALUES (4, 5, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '');
INSERT INTO calls VALUES (5, 5, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '');
INSERT INTO calls VALUES (6, 6, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '');
INSERT INTO calls VALUES (7, 7, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768874400, 1, '');
INSERT INTO calls VALUES (8, 1, 'chase', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1, '');
INSERT INTO calls VALUES (9, 1, 'report', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768874400, 1, '');
INSERT INTO calls VALUES (10, 8, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768906080, 1, '');
INSERT INTO calls VALUES (11, NULL, 'enquiry', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1, '');
INSERT INTO calls VALUES (12, NULL, 'complaint', '0635-3280212、13800000001', '06353280212', '来电人', '路上冒水', '文化街北头', '', 1768925880, 1, '');
INSERT INTO calls VALUES (13, 9, 'report', '13800000000', '13800000000', '', '路上冒水', '', '', 1768925880, 1, '');
INSERT INTO calls VALUES (14, 10, 'report', '013806351234', '13806351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '');
INSERT INTO calls VALUES (15, 11, 'report', '13806351234/13906351234', '13806351234', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '');
INSERT INTO calls VALUES (16, 12, 'report', '0635-3280212', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '');
INSERT INTO calls VALUES (17, 13, 'report', '０６３５－３２８０２１２', '06353280212', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '');
INSERT INTO calls VALUES (18, 14, 'report', '', '', '演示来电人', '又漏了，演示', '', '', 1768925880, 1, '');
INSERT INTO journal VALUES (1, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 1, "new": {"name": "一班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', '36bf1eb09b91408a84ade97246ee8379', '9660e900a61cd8cb4cb27963f7eda846842312a86da506382b949401b72a9c41');
INSERT INTO journal VALUES (2, 1768874400, NULL, 1, '1 号席', 'save_crew', NULL, NULL, '', 'crews', '[{"table": "crews", "key": 2, "new": {"name": "二班", "phone": "", "skills": "", "zone": null, "base_place_id": null, "active": true, "on_duty": true}}]', 'a44306f487624c14abfc80513232cf33', 'a6eb204869738a3fdcc62dc362412444da0669c11cc773443b549a1e8d06c466');
INSERT INTO journal VALUES (3, 1768874400, NULL, 1, '1 号席', 'log_call', 1, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 1, "new": {"material": "", "number": "20260120-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 1, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 1, "new": {"ticket_id": 1, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": ""}}]', '9456d1122d8e4ad39b0ebe82d1a5492c', 'f81659f847590e0f94589115ccee25c9888d04e4c0368f3e00889b322f96b322');
INSERT INTO journal VALUES (4, 1768874400, NULL, 1, '1 号席', 'log_call', 2, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 2, "new": {"material": "", "number": "20260120-0002", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 2, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 2, "new": {"ticket_id": 2, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": ""}}]', '127579b731c4454ba9f4bfeee80dcce4', 'f256cdbaf63e372587a8b656476d029c1a8c828c3330972f636855dea6db2830');
INSERT INTO journal VALUES (5, 1768874400, NULL, 1, '1 号席', 'log_call', 3, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 3, "new": {"material": "", "number": "20260120-0003", "version": 1, "state": "new", "held": false, "fault": "low_pressure", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 3, "new": {"subject_kind": "ticket", "subject_id": 3, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768876200, "first_started": null, "promised": null, "repeats": false, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 3, "new": {"ticket_id": 3, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": ""}}]', 'f72314f23b014a6c911710bf950c96ef', 'bf1c277fbc306ea2cf13b4da8cfacb06cf15f97eedefea662bed9c23ed08f601');
INSERT INTO journal VALUES (6, 1768874400, NULL, 1, '1 号席', 'log_call', 4, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 4, "new": {"material": "", "number": "20260120-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 4, "new": {"subject_kind": "ticket", "subject_id": 4, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 4, "new": {"ticket_id": 4, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": ""}}]', '39e094e9e2504985b69998d464689052', 'fb663bb89e1208593e455522072f40c18d3793b5fdcee2a9743b32b4dce76fdf');
INSERT INTO journal VALUES (7, 1768874400, NULL, 1, '1 号席', 'log_call', 5, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 5, "new": {"material": "", "number": "20260120-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 5, "new": {"subject_kind": "ticket", "subject_id": 5, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 5, "new": {"ticket_id": 5, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": ""}}]', 'a5e01876fc98479d958c3a87e4baa1a6', '75cc014e1a0855eba6728b5e60842c43f0ff8eff2d71cc7faed0c0b88eddb45a');
INSERT INTO journal VALUES (8, 1768874400, NULL, 1, '1 号席', 'log_call', 6, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 6, "new": {"material": "", "number": "20260120-0006", "version": 1, "state": "new", "held": false, "fault": "valve", "priority": "P3", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 6, "new": {"subject_kind": "ticket", "subject_id": 6, "stage": "accept", "round": 1, "started": 1768874400, "limit": 1800, "limit_id": 3, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768876200, "first_started": null, "promised": null, "repeats": false, "deadline": 1768876200, "priority": "P3", "crew_id": null}}, {"table": "calls", "key": 6, "new": {"ticket_id": 6, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": ""}}]', 'd13ee6baf1004214bb0c9397c5883492', 'b3af208168e57ce13b2775e193227ae364c9e843b83bd2bf6315580e150711ff');
INSERT INTO journal VALUES (9, 1768874400, NULL, 1, '1 号席', 'log_call', 7, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 7, "new": {"material": "", "number": "20260120-0007", "version": 1, "state": "new", "held": false, "fault": "no_water", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768874400, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 7, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 1, "started": 1768874400, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768875000, "first_started": null, "promised": null, "repeats": false, "deadline": 1768875000, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 7, "new": {"ticket_id": 7, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768874400, "staff_id": 1, "recording": ""}}]', '6afe123622a34c7c929952f92a4b8727', 'e444e5e576fde30d361a91f29c727d156870f022c126705b985d3a83e8a88e18');
INSERT INTO journal VALUES (10, 1768874400, NULL, 1, '1 号席', 'chase', 1, 2, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 1, "calls": 1, "chases": 0}, "new": {"version": 2, "calls": 2, "chases": 1}}, {"table": "calls", "key": 8, "new": {"ticket_id": 1, "kind": "chase", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1, "recording": ""}}]', '3e01962594754fe98bd82d302c4cc5a8', '13402ad358fac67e4ea480ad6f6168f090246d10bc14ab860c853867ea22e56b');
INSERT INTO journal VALUES (11, 1768874400, NULL, 1, '1 号席', 'attach_call', 1, 3, '路上冒水', 'calls,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 2, "calls": 2}, "new": {"version": 3, "calls": 3}}, {"table": "calls", "key": 9, "new": {"ticket_id": 1, "kind": "report", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768874400, "staff_id": 1, "recording": ""}}]', '3dd9138666654f80a4a942b8f65a0db6', 'a55a8507e17552cee156cd817b882d78882d85fac78426882708bbc7a7ea64c4');
INSERT INTO journal VALUES (12, 1768874880, NULL, 1, '1 号席', 'dispatch', 1, 4, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 1, "old": {"split": null}, "new": {"split": 1768874880}}, {"table": "tickets", "key": 1, "old": {"version": 3, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 4, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768874880}}]', 'c4a51363ea0c4eee9ef4b85aa040fa15', '86d5299ffe3b8f4e04304742f27eb885bb5f18130fd5dd3a3dfff9a8bc8cd6b4');
INSERT INTO journal VALUES (13, 1768874880, NULL, 1, '1 号席', 'assist', 1, 5, '二班', 'assists,tickets', '[{"table": "tickets", "key": 1, "old": {"version": 4}, "new": {"version": 5}}, {"table": "assists", "key": 1, "new": {"ticket_id": 1, "crew_id": 2, "dispatched_at": 1768874880, "arrived_at": null, "left_at": null, "undone": false}}]', '1d7ba1bf73da412fa3bc223ee569a207', '323a6d36b20d1974b367ee1f8d9eccc4f5af1ff6acb52e3453adf412f9a940d7');
INSERT INTO journal VALUES (14, 1768874880, NULL, 1, '1 号席', 'acknowledge', 1, NULL, '', 'alerts', '[{"table": "alerts", "key": 1, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '7d82b7a9e8c944eebc3ae66348070bae', '4af9f044125041ff0f257db45b645f4ab2ef500ce5cdd6ff692daf9dc56f1c83');
INSERT INTO journal VALUES (15, 1768874880, NULL, 1, '1 号席', 'acknowledge', 2, NULL, '', 'alerts', '[{"table": "alerts", "key": 2, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '7d82b7a9e8c944eebc3ae66348070bae', '6dd3008e47869ccc2ba2c034236506ef500cba4e926d76c103b0deec2fb1a093');
INSERT INTO journal VALUES (16, 1768874880, NULL, 1, '1 号席', 'acknowledge', 4, NULL, '', 'alerts', '[{"table": "alerts", "key": 3, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '7d82b7a9e8c944eebc3ae66348070bae', '9f76d936e84d0717605a11f816799a555c6acea9c9140aac2ec95a81215d72cc');
INSERT INTO journal VALUES (17, 1768874880, NULL, 1, '1 号席', 'acknowledge', 5, NULL, '', 'alerts', '[{"table": "alerts", "key": 4, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '7d82b7a9e8c944eebc3ae66348070bae', '5dc441ff093521cdb75fab0e18a1b124c45d02a577a32d209b87671de8a8e0b7');
INSERT INTO journal VALUES (18, 1768874880, NULL, 1, '1 号席', 'acknowledge', 7, NULL, '', 'alerts', '[{"table": "alerts", "key": 5, "old": {"seen_by": null, "seen_at": null}, "new": {"seen_by": 1, "seen_at": 1768874880}}]', '7d82b7a9e8c944eebc3ae66348070bae', 'a2874e71104c9b84d0a57e4298e5d01e07ece7f383989bd82204604433626289');
INSERT INTO journal VALUES (19, 1768875660, NULL, 1, '1 号席', 'accept', 1, 6, '', 'clocks,tickets', '[{"table": "clocks", "key": 1, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768875660, "entered": 1768875660, "outcome": "done"}}, {"table": "clocks", "key": 8, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "arrive", "round": 1, "started": 1768875660, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768877460, "first_started": null, "promised": null, "repeats": false, "deadline": 1768877460, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 5, "state": "dispatched"}, "new": {"version": 6, "state": "accepted"}}]', '2ccfb82322da4eaba5b695b3a920f23f', '45845aa06cd38c58bcaca1bba1250b6e9d92f697ba70e4bf29bd7a8099093ff1');
INSERT INTO journal VALUES (20, 1768876380, NULL, 1, '1 号席', 'depart', 1, 7, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"split": null}, "new": {"split": 1768876380}}, {"table": "tickets", "key": 1, "old": {"version": 6, "departed_at": null}, "new": {"version": 7, "departed_at": 1768876380}}]', '83e60baa00d54e0f8d98826816fa340d', 'e03aae5cd78531f2986db3c3fa18ecc9f83655a941ae3728836de106b9e6c9f1');
INSERT INTO journal VALUES (21, 1768877100, NULL, 1, '1 号席', 'arrive', 1, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 8, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768877100, "entered": 1768877100, "outcome": "done"}}, {"table": "clocks", "key": 9, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "resolve", "round": 1, "started": 1768877100, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768963500, "first_started": null, "promised": null, "repeats": false, "deadline": 1768963500, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 10, "new": {"subject_kind": "ticket", "subject_id": 1, "stage": "isolate", "round": 1, "started": 1768877100, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768891500, "first_started": null, "promised": null, "repeats": false, "deadline": 1768891500, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 1, "old": {"version": 7, "state": "accepted"}, "new": {"version": 8, "state": "arrived"}}]', '4b3003558f324ce2bdbb56752c3febb7', '3c5639d9d587fe6f0b876d83ec0da3b2d6eb5e9ca10afce9929a42ed83aa2cb5');
INSERT INTO journal VALUES (22, 1768877820, NULL, 1, '1 号席', 'locate', 1, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"split": null}, "new": {"split": 1768877820}}, {"table": "tickets", "key": 1, "old": {"version": 8, "located_at": null}, "new": {"version": 9, "located_at": 1768877820}}]', 'a42c4e8ec88c4b8d9403c25ad5b4856a', '53be9394143e6b81a4cc43c118ce152e132fcff7b3d9c56cca35b2c76b35002d');
INSERT INTO journal VALUES (23, 1768878540, NULL, 1, '1 号席', 'isolate', 1, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 10, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768878540, "entered": 1768878540, "outcome": "done"}}, {"table": "tickets", "key": 1, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768878540}}]', '2f90fe3946e649b096542be7d96cd190', '1abcd2584cf8e41a8b91e2880cf85df92bab0242fc6e1ab007912afc7ebf1de7');
INSERT INTO journal VALUES (24, 1768878660, NULL, 1, '1 号席', 'hold', 1, 11, '等材料', 'clocks,consents,holds,tickets', '[{"table": "consents", "key": 1, "new": {"ticket_id": 1, "clock_id": null, "kind": "hold", "state": "asked", "asked_at": 1768878660, "asked_by": 1, "reason": "等材料", "step": "hold", "grace": 1768880460, "note": "", "before": null}}, {"table": "clocks", "key": 9, "old": {"held_since": null, "held_until": null}, "new": {"held_since": 1768878660, "held_until": 1768880460}}, {"table": "holds", "key": 1, "new": {"clock_id": 9, "since": 1768878660, "until": null, "reason": "等材料", "granted_by": null, "consent_id": 1, "counted": 0}}, {"table": "tickets", "key": 1, "old": {"version": 10, "held": false}, "new": {"version": 11, "held": true}}]', '700ac96583834ba9b58a0139353e98b6', '9f673d4ce78bbc8aa759a21e4c0d0ac87e7566b8c77ccd13461815b55731bab9');
INSERT INTO journal VALUES (25, 1768885860, NULL, 1, '1 号席', 'resume', 1, 12, '', 'clocks,holds,tickets', '[{"table": "holds", "key": 1, "old": {"until": null}, "new": {"until": 1768885860}}, {"table": "clocks", "key": 9, "old": {"held_since": 1768878660, "held_until": 1768880460}, "new": {"held_since": null, "held_until": null}}, {"table": "tickets", "key": 1, "old": {"version": 11, "held": true}, "new": {"version": 12, "held": false}}]', '55b016c158014967977be85381aa04e8', '43a0106af162c35f4b1f59dee333963ee5c8ba67c0d40466d731588ca6f4eef5');
INSERT INTO journal VALUES (26, 1768885860, NULL, 1, '1 号席', 'extend', 1, 13, '夜间', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"extended": 0, "term": 0, "deadline": 1768963500}, "new": {"extended": 3600, "term": 1, "deadline": 1768967100}}, {"table": "tickets", "key": 1, "old": {"version": 12, "extensions": 0}, "new": {"version": 13, "extensions": 1}}]', 'b90a269263444a54a4cbe539cc59bb44', '80e02197dbb74dbf6172fcc5e8ab5c345729ba8a57ba095c1ccc28205eefff86');
INSERT INTO journal VALUES (27, 1768889460, NULL, 1, '1 号席', 'resolve', 1, 14, '换管', 'assists,clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768889460, "entered": 1768889460, "outcome": "done"}}, {"table": "assists", "key": 1, "old": {"left_at": null}, "new": {"left_at": 1768889460}}, {"table": "tickets", "key": 1, "old": {"version": 13, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 14, "state": "resolved", "resolved_at": 1768889460, "resolution": "换管"}}]', '0dafcf7cc2424f96b165f46114898dc2', '299d3d062cf4239c84572a46aee94fa69f65b3eee92f474bcf3d7b4584f002f2');
INSERT INTO journal VALUES (28, 1768889460, 1768889160, 1, '1 号席', 'correct_time', 1, 15, '处置完成：记错', 'clocks,tickets', '[{"table": "clocks", "key": 9, "old": {"stopped": 1768889460, "consent": null}, "new": {"stopped": 1768889160, "consent": "correction"}}, {"table": "tickets", "key": 1, "old": {"version": 14, "resolved_at": 1768889460}, "new": {"version": 15, "resolved_at": 1768889160}}]', '64d5d93dfa0d4c65bcc5c27c21e88a39', '38db0889c6d0452af9de681ffbcff21fcc25b17c27055805402b969a4beffd0a');
INSERT INTO journal VALUES (29, 1768889460, NULL, 1, '1 号席', 'callback', 1, 16, '满意', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 15, "callback": null, "first_answer": null}, "new": {"version": 16, "callback": "satisfied", "first_answer": "satisfied"}}]', 'd05322a269414fe087a72b012bfe8580', '90c1d5d91b7277527a986f1056e1ac2a3009dd7d23da5dee00142cadacac7c25');
INSERT INTO journal VALUES (30, 1768889760, NULL, 1, '1 号席', 'close', 1, 17, '', 'tickets', '[{"table": "tickets", "key": 1, "old": {"version": 16, "state": "resolved", "ended_at": null}, "new": {"version": 17, "state": "closed", "ended_at": 1768889760}}]', '85abe462c43d4b6d9692a2b41a3fe7ca', '73c08e4732fbd775521d345573d3acee9f774ac3ea5ab4dd88ecc53d60fe9a64');
INSERT INTO journal VALUES (31, 1768889760, NULL, 1, '1 号席', 'dispatch', 2, 2, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 2, "old": {"split": null}, "new": {"split": 1768889760}}, {"table": "tickets", "key": 2, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768889760}}]', '98bf1448f7f04ebf812f41a261a3dc36', 'fc0d38eb6218de58701698e938b9d1044cd742722bdcd14d012e5a32ecffe4d8');
INSERT INTO journal VALUES (32, 1768890360, NULL, 1, '1 号席', 'accept', 2, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 2, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768890360, "entered": 1768890360, "outcome": "done"}}, {"table": "clocks", "key": 11, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 1, "started": 1768890360, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768892160, "first_started": null, "promised": null, "repeats": false, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', '7dc1f000311e4891ad9adf9f5adbfcff', 'bb449d70c62333373b7914d6e5bff5702451e3446644b4c36ce313f1415876a3');
INSERT INTO journal VALUES (33, 1768890960, NULL, 1, '1 号席', 'arrive', 2, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 11, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768890960, "entered": 1768890960, "outcome": "done"}}, {"table": "clocks", "key": 12, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 1, "started": 1768890960, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768977360, "first_started": null, "promised": null, "repeats": false, "deadline": 1768977360, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 13, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 1, "started": 1768890960, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768905360, "first_started": null, "promised": null, "repeats": false, "deadline": 1768905360, "priority": "P1", "crew_id": 1}}, {"table": "tickets", "key": 2, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', '94601c7e23bc4d229f7ca0cd7acd9d80', 'b4f3204b3388140e0033425d98219a5b166965b4027d64eb471cd3230d51a6c2');
INSERT INTO journal VALUES (34, 1768891560, NULL, 1, '1 号席', 'return', 2, 5, '不归本班', 'clocks,tickets', '[{"table": "clocks", "key": 12, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768891560, "entered": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 13, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768891560, "entered": 1768891560, "outcome": "returned"}}, {"table": "clocks", "key": 14, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 2, "started": 1768891560, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768892160, "first_started": null, "promised": null, "repeats": true, "deadline": 1768892160, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"crew_id": 1}, "new": {"crew_id": null}}, {"table": "tickets", "key": 2, "old": {"version": 4, "state": "arrived", "crew_id": 1, "dispatched_at": 1768889760, "returns": 0}, "new": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null, "returns": 1}}]', '45f795fca7614645a62b39d989ca64ed', '88d2127cd2fdf1127c28f047526e4ae6ce74c26bfab6bbe5949b8f55462b64c7');
INSERT INTO journal VALUES (35, 1768895160, NULL, 1, '1 号席', 'dispatch', 2, 6, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 14, "old": {"split": null}, "new": {"split": 1768895160}}, {"table": "tickets", "key": 2, "old": {"version": 5, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 6, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768895160}}]', '0280c3bb2840477daf3f026dc07fa5ff', '6366ecf8f6fc9e1df7a6154ee692003085d0aac05534c01552c38ab77f602a72');
INSERT INTO journal VALUES (36, 1768895160, NULL, 1, '1 号席', 'reassign', 2, 7, '二班：更近', 'clocks,tickets', '[{"table": "clocks", "key": 14, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "reassigned"}}, {"table": "clocks", "key": 15, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "accept", "round": 3, "started": 1768895160, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768895760, "first_started": null, "promised": null, "repeats": true, "deadline": 1768895760, "priority": "P1", "crew_id": 1}}, {"table": "clocks", "key": 15, "old": {"crew_id": 1}, "new": {"crew_id": 2}}, {"table": "clocks", "key": 15, "old": {"split": null}, "new": {"split": 1768895160}}, {"table": "tickets", "key": 2, "old": {"version": 6, "crew_id": 1}, "new": {"version": 7, "crew_id": 2}}]', 'a2cb0bee1d944b0aa0bbe6bf9a912ea9', '0c062e78174b909c2458a77e1434e9ef3285e1db0c05dac369a3c387ffb9548e');
INSERT INTO journal VALUES (37, 1768895160, NULL, 1, '1 号席', 'accept', 2, 8, '', 'clocks,tickets', '[{"table": "clocks", "key": 15, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 16, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "arrive", "round": 2, "started": 1768895160, "limit": 1800, "limit_id": 5, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768896960, "first_started": null, "promised": null, "repeats": true, "deadline": 1768896960, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 7, "state": "dispatched"}, "new": {"version": 8, "state": "accepted"}}]', '137f17dcb20d45a0841faf8c26a2693c', '67044614bbef324003c1fdaef20c304737924165f19a073101861046c58eb26b');
INSERT INTO journal VALUES (38, 1768895160, NULL, 1, '1 号席', 'arrive', 2, 9, '', 'clocks,tickets', '[{"table": "clocks", "key": 16, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768895160, "entered": 1768895160, "outcome": "done"}}, {"table": "clocks", "key": 17, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "resolve", "round": 2, "started": 1768895160, "limit": 86400, "limit_id": 18, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768977360, "first_started": null, "promised": 1768977360, "repeats": false, "deadline": 1768977360, "priority": "P1", "crew_id": 2}}, {"table": "clocks", "key": 18, "new": {"subject_kind": "ticket", "subject_id": 2, "stage": "isolate", "round": 2, "started": 1768895160, "limit": 14400, "limit_id": 12, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768905360, "first_started": null, "promised": 1768905360, "repeats": false, "deadline": 1768905360, "priority": "P1", "crew_id": 2}}, {"table": "tickets", "key": 2, "old": {"version": 8, "state": "accepted"}, "new": {"version": 9, "state": "arrived"}}]', '32a2340dc16d48169cda343693a6e3d3', 'a62b1f8ae473d9b9d1dec41e928d9cd478a835edd294ae97b4d73d1944fd4cc6');
INSERT INTO journal VALUES (39, 1768905960, NULL, 1, '1 号席', 'isolate', 2, 10, '', 'clocks,tickets', '[{"table": "clocks", "key": 18, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 9, "isolated_at": null}, "new": {"version": 10, "isolated_at": 1768905960}}]', 'abca5e6e9ab0439ca320d1ca54e41a7b', 'd904c759786856c446f40c7a7efe972b63829927a724c653091322f69364ba94');
INSERT INTO journal VALUES (40, 1768905960, NULL, 1, '1 号席', 'rerate', 2, 11, '现场核实', 'consents,tickets', '[{"table": "consents", "key": 2, "new": {"ticket_id": 2, "clock_id": null, "kind": "rerate", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "现场核实", "step": "rerate", "grace": null, "note": "", "before": {"fault": "burst_main", "priority": "P1", "zone": "urban", "dn": null, "ended": [2, 11, 12, 13, 14, 15, 16, 18]}}}, {"table": "tickets", "key": 2, "old": {"version": 10, "dn": null, "reratings": 0}, "new": {"version": 11, "dn": 600, "reratings": 1}}]', '2e11b6967bc3441780da97de8cefcd67', '5e99ad4e9198e1e446130d33c97c723421f62f8e182fc1528cce626f46ff6d85');
INSERT INTO journal VALUES (41, 1768905960, NULL, 1, '1 号席', 'resolve', 2, 12, '', 'clocks,tickets', '[{"table": "clocks", "key": 17, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "done"}}, {"table": "tickets", "key": 2, "old": {"version": 11, "state": "arrived", "resolved_at": null}, "new": {"version": 12, "state": "resolved", "resolved_at": 1768905960}}]', 'f3c1049603c440d4be6d488c6a20452b', 'e40072005184a69a26baba0ec5d07ab1202eee09c97d5f873c1997b1ec015403');
INSERT INTO journal VALUES (42, 1768905960, NULL, 1, '1 号席', 'merge', 4, 2, '20260120-0004 并入 20260120-0005', 'clocks,consents,tickets', '[{"table": "clocks", "key": 4, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "merged"}}, {"table": "consents", "key": 3, "new": {"ticket_id": 4, "clock_id": null, "kind": "merge", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "20260120-0004 并入 20260120-0005", "step": "merge", "grace": null, "note": "", "before": null}}, {"table": "tickets", "key": 4, "old": {"version": 1, "state": "new", "ended_at": null, "merged_into": null}, "new": {"version": 2, "state": "merged", "ended_at": 1768905960, "merged_into": 5}}]', 'd1a180144d78485b9bf4918de9968f61', '2d49153ce773787a5a0209ea09b06c9a8be9775c4201039562237fea822be8ce');
INSERT INTO journal VALUES (43, 1768905960, NULL, 1, '1 号席', 'merge', 5, 2, '20260120-0004 并入 20260120-0005', 'calls,clocks,tickets', '[{"table": "calls", "key": 4, "old": {"ticket_id": 4}, "new": {"ticket_id": 5}}, {"table": "clocks", "key": 5, "old": {"repeats": false}, "new": {"repeats": true}}, {"table": "tickets", "key": 5, "old": {"version": 1, "calls": 1}, "new": {"version": 2, "calls": 2}}]', 'd1a180144d78485b9bf4918de9968f61', 'fb4bc2022724fe66edab51c61d848574ff478c058c627b9bb0c3c29d95fa9644');
INSERT INTO journal VALUES (44, 1768905960, NULL, 1, '1 号席', 'dispatch', 5, 3, '一班', 'clocks,tickets', '[{"table": "clocks", "key": 5, "old": {"crew_id": null}, "new": {"crew_id": 1}}, {"table": "clocks", "key": 5, "old": {"split": null}, "new": {"split": 1768905960}}, {"table": "tickets", "key": 5, "old": {"version": 2, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 3, "state": "dispatched", "crew_id": 1, "dispatched_at": 1768905960}}]', '935792440a96437ebde0513b6ff07de6', '82efa9f3075815ad0377ac8319bc1e0cf4aab74f431e77bdb7c96b887cf4e55b');
INSERT INTO journal VALUES (45, 1768905960, NULL, 1, '1 号席', 'cancel', 6, 2, '误报', 'clocks,consents,tickets', '[{"table": "clocks", "key": 6, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768905960, "entered": 1768905960, "outcome": "cancelled"}}, {"table": "consents", "key": 4, "new": {"ticket_id": 6, "clock_id": null, "kind": "cancel", "state": "asked", "asked_at": 1768905960, "asked_by": 1, "reason": "误报", "step": "cancel", "grace": null, "note": "", "before": null}}, {"table": "tickets", "key": 6, "old": {"version": 1, "state": "new", "ended_at": null}, "new": {"version": 2, "state": "cancelled", "ended_at": 1768905960}}]', 'c34b4437bbd34835af71a8ee06e3cd29', '3f1c3db6f02914e9331426b951b7d98fa0ea1e72822a0ad6f6c61c9b1be34127');
INSERT INTO journal VALUES (46, 1768905960, NULL, 1, '1 号席', 'rerate', 3, 2, '整片无水', 'clocks,tickets', '[{"table": "clocks", "key": 3, "old": {"priority": "P3"}, "new": {"priority": "P2"}}, {"table": "tickets", "key": 3, "old": {"version": 1, "fault": "low_pressure", "priority": "P3", "reratings": 0}, "new": {"version": 2, "fault": "no_water", "priority": "P2", "reratings": 1}}]', '32c1c776cd034e359519bff740eb4fb6', 'fde41ef9a580d4380454faae7300b0b918e765216335960d0fb16fde3faa58a5');
INSERT INTO journal VALUES (47, 1768906080, NULL, 1, '1 号席', 'hold', 3, 3, '用户要求改时间', 'clocks,consents,holds,tickets', '[{"table": "consents", "key": 5, "new": {"ticket_id": 3, "clock_id": null, "kind": "hold", "state": "asked", "asked_at": 1768906080, "asked_by": 1, "reason": "用户要求改时间", "step": "hold", "grace": 1768907880, "note": "", "before": null}}, {"table": "clocks", "key": 3, "old": {"held_since": null, "held_until": null}, "new": {"held_since": 1768906080, "held_until": 1768906080}}, {"table": "holds", "key": 2, "new": {"clock_id": 3, "since": 1768906080, "until": null, "reason": "用户要求改时间", "granted_by": null, "consent_id": 5, "counted": 0}}, {"table": "tickets", "key": 3, "old": {"version": 2, "held": false}, "new": {"version": 3, "held": true}}]', 'f2284fa9f17946199aefc0eba782bcc8', 'aa845d849849977a37c261f9e4ef87b2d3afbcac96b9ea0c96cec10e9a5e3314');
INSERT INTO journal VALUES (48, 1768906080, NULL, 1, '1 号席', 'log_call', 8, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 8, "new": {"material": "", "number": "20260120-0008", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768906080, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 19, "new": {"subject_kind": "ticket", "subject_id": 8, "stage": "accept", "round": 1, "started": 1768906080, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768906680, "first_started": null, "promised": null, "repeats": false, "deadline": 1768906680, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 10, "new": {"ticket_id": 8, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768906080, "staff_id": 1, "recording": ""}}]', 'af34c95367c243159a137629d4c2c51f', '035838aad2e43dc68c9d981f4e2a352f962894a99495ce2e8ee7c8e4320848d9');
INSERT INTO journal VALUES (49, 1768924080, NULL, 1, '1 号席', 'dispatch', 7, 2, '二班', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"crew_id": null}, "new": {"crew_id": 2}}, {"table": "clocks", "key": 7, "old": {"split": null}, "new": {"split": 1768924080}}, {"table": "tickets", "key": 7, "old": {"version": 1, "state": "new", "crew_id": null, "dispatched_at": null}, "new": {"version": 2, "state": "dispatched", "crew_id": 2, "dispatched_at": 1768924080}}]', '1d69990bf32f42b2b2ee624b0b6cd355', 'ae8c9fcb3d6f7269e0bf1f591a001ca92d40f8e2aeaa613cfee251b22d469f18');
INSERT INTO journal VALUES (50, 1768924080, NULL, 1, '1 号席', 'accept', 7, 3, '', 'clocks,tickets', '[{"table": "clocks", "key": 7, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 20, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "arrive", "round": 1, "started": 1768924080, "limit": 1800, "limit_id": 7, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768925880, "first_started": null, "promised": null, "repeats": false, "deadline": 1768925880, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 2, "state": "dispatched"}, "new": {"version": 3, "state": "accepted"}}]', 'ac2321fa38da49b3849be81776ab8f6d', '679c056d7022e7e5cfc5c0be8184c0ed8166b222838f810d7aa80e8e528026ef');
INSERT INTO journal VALUES (51, 1768924080, NULL, 1, '1 号席', 'arrive', 7, 4, '', 'clocks,tickets', '[{"table": "clocks", "key": 20, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "clocks", "key": 21, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "resolve", "round": 1, "started": 1768924080, "limit": 14400, "limit_id": 16, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768938480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768938480, "priority": "P2", "crew_id": 2}}, {"table": "tickets", "key": 7, "old": {"version": 3, "state": "accepted"}, "new": {"version": 4, "state": "arrived"}}]', 'bccafbeb1bcf437bad6804d306223043', 'a3d7f7713c030abf6e0ef817d8d82646fa4dc708f20c705404a3be310a36dbd8');
INSERT INTO journal VALUES (52, 1768924080, NULL, 1, '1 号席', 'resolve', 7, 5, '换阀', 'clocks,tickets', '[{"table": "clocks", "key": 21, "old": {"stopped": null, "entered": null, "outcome": null}, "new": {"stopped": 1768924080, "entered": 1768924080, "outcome": "done"}}, {"table": "tickets", "key": 7, "old": {"version": 4, "state": "arrived", "resolved_at": null, "resolution": ""}, "new": {"version": 5, "state": "resolved", "resolved_at": 1768924080, "resolution": "换阀"}}]', 'f6b9b123018a458993f0dbd99ab72bba', '8b8e734754952e86fdd7adb964ecdcb571879a698bc1f5b7972806bd1e15ce03');
INSERT INTO journal VALUES (53, 1768925880, NULL, 1, '1 号席', 'reopen', 7, 6, '又没水', 'clocks,tickets', '[{"table": "clocks", "key": 22, "new": {"subject_kind": "ticket", "subject_id": 7, "stage": "accept", "round": 2, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": true, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "tickets", "key": 7, "old": {"version": 5, "state": "resolved", "crew_id": 2, "dispatched_at": 1768924080, "resolved_at": 1768924080, "reopenings": 0}, "new": {"version": 6, "state": "new", "crew_id": null, "dispatched_at": null, "resolved_at": null, "reopenings": 1}}]', '98b3efa4c50d40a7a16db1fdb424cfb3', '67beebd19ca120f0cdf804b7722a6caedf2f164bdd24c62e9f37ed94aa0a4b69');
INSERT INTO journal VALUES (54, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 11, "new": {"ticket_id": null, "kind": "enquiry", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'c8c3b2c36ca64532ba7c5156b55ad863', '9bd4e963f8c01abf9cfe9d58e0932d291086917bf0cd65fcaba63c1535dbc5e2');
INSERT INTO journal VALUES (55, 1768925880, NULL, 1, '1 号席', 'log_other_call', NULL, NULL, '', 'calls', '[{"table": "calls", "key": 12, "new": {"ticket_id": null, "kind": "complaint", "phone": "0635-3280212、13800000001", "caller": "来电人", "words": "路上冒水", "address": "文化街北头", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'e8b465ae0c6b4b2496105a0a8fcda0c7', '68776757dca05318f3973dd73228a676ae2d3de30f1dad40f2c77a6629f11af0');
INSERT INTO journal VALUES (56, 1768925880, NULL, 1, '1 号席', 'log_call', 9, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 9, "new": {"material": "", "number": "20260121-0001", "version": 1, "state": "new", "held": false, "fault": "burst_main", "priority": "P1", "zone": "urban", "place_id": null, "address": "", "phone": "13800000000", "caller": "", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 23, "new": {"subject_kind": "ticket", "subject_id": 9, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 1, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P1", "crew_id": null}}, {"table": "calls", "key": 13, "new": {"ticket_id": 9, "kind": "report", "phone": "13800000000", "caller": "", "words": "路上冒水", "address": "", "household_no": "", "phone_digits": "13800000000", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'da1a1b76f9614cd8961aeadbcaf5e3f8', '7c5debf8a128c9cb6d67a7760d9c5e629ca92ae17665e6751e98cf4ae9b9c79b');
INSERT INTO journal VALUES (57, 1768925880, NULL, 1, '1 号席', 'save_staff', NULL, NULL, '', 'staff', '[{"table": "staff", "key": 2, "new": {"name": "演示调度", "roles": "dispatcher,operator", "phone": "13800000002", "active": true, "login": null, "expires": null}}]', '55d4e836eabc4c7d805a0e4d292077a2', '920130f6febdef32232776dad85fe028d40ae337b274932a102881003b5c3747');
INSERT INTO journal VALUES (58, 1768925880, NULL, 1, '1 号席', 'save_member', NULL, NULL, '', 'members', '[{"table": "members", "key": 1, "new": {"crew_id": 1, "name": "演示队员", "phone": "13800000003", "leader": true, "active": true}}]', '05bcf25513ba42f5a658357472bcac15', 'd3f03ff2721f783eb1c78a63bb6d331ff3819e6e7b51dd3246ca2b5f459f90f9');
INSERT INTO journal VALUES (59, 1768925880, NULL, 1, '1 号席', 'log_call', 10, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 10, "new": {"material": "", "number": "20260121-0002", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "013806351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 24, "new": {"subject_kind": "ticket", "subject_id": 10, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 14, "new": {"ticket_id": 10, "kind": "report", "phone": "013806351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'c65b9d4e2c3241749935c84fa5fef010', '12dacdd110dba4845d6cadc97058a540dd16248cdbd61c7653bcfb8c3feb546a');
INSERT INTO journal VALUES (60, 1768925880, NULL, 1, '1 号席', 'log_call', 11, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 11, "new": {"material": "", "number": "20260121-0003", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "13806351234/13906351234", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 25, "new": {"subject_kind": "ticket", "subject_id": 11, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 15, "new": {"ticket_id": 11, "kind": "report", "phone": "13806351234/13906351234", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "13806351234", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'a54e18b198284ce7b7603075f6f94fa0', '45f9c6e00c382610a0d45c731dfd5b0e03e4a45021403b04fb1dda4ddb6f107a');
INSERT INTO journal VALUES (61, 1768925880, NULL, 1, '1 号席', 'log_call', 12, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 12, "new": {"material": "", "number": "20260121-0004", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "0635-3280212", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 26, "new": {"subject_kind": "ticket", "subject_id": 12, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 16, "new": {"ticket_id": 12, "kind": "report", "phone": "0635-3280212", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'c6915b8b4e1744ee99e96d2718642b6f', '768df7373844048f63cf7e73fc1831453370f5689eb1c4396e795f9c240b83eb');
INSERT INTO journal VALUES (62, 1768925880, NULL, 1, '1 号席', 'log_call', 13, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 13, "new": {"material": "", "number": "20260121-0005", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 27, "new": {"subject_kind": "ticket", "subject_id": 13, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 17, "new": {"ticket_id": 13, "kind": "report", "phone": "０６３５－３２８０２１２", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "06353280212", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'cb71731629da4da68b988a146fb97c41', '9f311cb540632763d9291429202c544066c9cd2899f5ad27e4a41b2188f1b5cb');
INSERT INTO journal VALUES (63, 1768925880, NULL, 1, '1 号席', 'log_call', 14, 1, '', 'calls,clocks,tickets', '[{"table": "tickets", "key": 14, "new": {"material": "", "number": "20260121-0006", "version": 1, "state": "new", "held": false, "fault": "visible_leak", "priority": "P2", "zone": "urban", "place_id": null, "address": "", "phone": "", "caller": "演示来电人", "household_no": "", "dn": null, "households": null, "triage": "", "water_over_road": false, "traffic_blocked": false, "sensitive_user": false, "danger_to_people": false, "crew_id": null, "supervised": false, "opened": 1768925880, "first_call": null, "appointment": null, "dispatched_at": null, "departed_at": null, "located_at": null, "isolated_at": null, "resolved_at": null, "ended_at": null, "merged_into": null, "calls": 1, "chases": 0, "returns": 0, "extensions": 0, "reopenings": 0, "reratings": 0, "callback": null, "first_answer": null, "resolution": "", "source": "desk", "source_key": null}}, {"table": "clocks", "key": 28, "new": {"subject_kind": "ticket", "subject_id": 14, "stage": "accept", "round": 1, "started": 1768925880, "limit": 600, "limit_id": 2, "extended": 0, "term": 0, "held": 0, "held_since": null, "held_until": null, "granted": false, "split": null, "stopped": null, "entered": null, "outcome": null, "consent": null, "first_due": 1768926480, "first_started": null, "promised": null, "repeats": false, "deadline": 1768926480, "priority": "P2", "crew_id": null}}, {"table": "calls", "key": 18, "new": {"ticket_id": 14, "kind": "report", "phone": "", "caller": "演示来电人", "words": "又漏了，演示", "address": "", "household_no": "", "phone_digits": "", "at": 1768925880, "staff_id": 1, "recording": ""}}]', 'f298d848f08449e2941498ed981d8573', '8a98308bef0a217635c92c8259650e96f6b356c23907e177db48808bf916cf1e');
INSERT INTO journal VALUES (64, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "new": {"area": "文化街", "cause": "抢修", "since": 1768925880, "expected": 1768936680, "households": 120, "planned": false, "place_id": null, "ticket_id": null, "until": null}}]', '299864a566704d3e979ade001d3bf14a', '7457544cb3e06ecb6045368b2d1dd46c7082c4512dab131dbd405b70f7aa5ada');
INSERT INTO journal VALUES (65, 1768925880, NULL, 1, '1 号席', 'end_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 1, "old": {"until": null}, "new": {"until": 1768925880}}]', 'ce9c2bce1dfc422d8b4cefd19d0b7d7f', 'a2cf7f55f8f3d7caa986a7d7bdf58adc0c7936b3895a755a8a1371e951692c76');
INSERT INTO journal VALUES (66, 1768925880, NULL, 1, '1 号席', 'announce_outage', NULL, NULL, '', 'outages', '[{"table": "outages", "key": 2, "new": {"area": "金光路", "cause": "检修", "since": 1768925880, "expected": null, "households": null, "planned": true, "place_id": null, "ticket_id": null, "until": null}}]', '6fe6683486f841e19c07d4468e3ba6c3', 'cd830a04779d2f3062c76fbf853115ffa573afe8053b3fe5f92243430e2dda7f');
INSERT INTO journal VALUES (67, 1768925880, NULL, 1, '1 号席', 'make_first_administrator', NULL, NULL, '演示管理员的密码', 'staff', '[{"table": "staff", "key": 1, "old": {"active": true, "on_duty": true, "login": "值班员"}, "new": {"active": false, "on_duty": false, "login": null}}, {"table": "staff", "key": 3, "new": {"name": "演示管理员", "login": "admin", "roles": "administrator,dispatcher,operator,supervisor", "active": true, "expires": null}}]', '0d35daf6f8ce408d9ad7b306773152cf', 'e89b8724b70bbd9e0a49cd0e0e5c861a5a6e93bac91e54cff3db25bbb55f69f1');
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
CREATE VIEW domain_words AS SELECT '{"staff.roles": ["administrator", "dispatcher", "operator", "supervisor"], "crews.zone": ["rural", "urban"], "places.zone": ["rural", "urban"], "faults.fault_group": ["fittings", "frost", "main", "meter", "other", "road", "supply"], "faults.priority": ["P1", "P2", "P3", "P4"], "limits.stage": ["accept", "arrive", "isolate", "resolve"], "limits.priority": ["P1", "P2", "P3", "P4"], "limits.zone": ["rural", "urban"], "rungs.kind": ["escalation", "overdue", "warning"], "rungs.stage": ["accept", "arrive", "isolate", "resolve"], "rungs.priority": ["P1", "P2", "P3", "P4"], "rungs.roles": ["administrator", "dispatcher", "operator", "supervisor"], "tickets.state": ["accepted", "arrived", "cancelled", "closed", "dispatched", "merged", "new", "resolved", "settled"], "tickets.priority": ["P1", "P2", "P3", "P4"], "tickets.zone": ["rural", "urban"], "tickets.callback": ["no_answer", "satisfied", "unsatisfied"], "tickets.first_answer": ["no_answer", "satisfied", "unsatisfied"], "tickets.source": ["demo", "desk", "drill", "import"], "calls.kind": ["chase", "complaint", "enquiry", "report", "undone"], "clocks.subject_kind": ["ticket", "undone"], "clocks.stage": ["accept", "arrive", "isolate", "resolve"], "clocks.outcome": ["cancelled", "done", "merged", "reassigned", "returned", "settled", "undone", "unfinished"], "clocks.consent": ["cancel", "correction", "extend", "hold", "late_entry", "merge", "rerate", "settle"], "clocks.priority": ["P1", "P2", "P3", "P4"], "consents.kind": ["cancel", "correction", "extend", "hold", "late_entry", "merge", "rerate", "settle"], "consents.state": ["asked", "granted", "refused", "withdrawn"], "alerts.recipient": ["administrator", "dispatcher", "operator", "supervisor"], "alerts.outcome": ["expired", "sent", "suppressed"], "deliveries.channel": ["log", "screen"], "deliveries.state": ["claimed", "delivered", "failed", "pending"], "subscribers.zone": ["rural", "urban"]}' AS words;
COMMIT;
