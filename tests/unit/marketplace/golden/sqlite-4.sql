PRAGMA application_id = 1112361812;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE account (
	id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	title TEXT NOT NULL, 
	rate VARCHAR(32) NOT NULL, 
	connects INTEGER NOT NULL, 
	overview TEXT DEFAULT '' NOT NULL, 
	highlights TEXT DEFAULT '[]' NOT NULL, 
	settings TEXT DEFAULT '{}' NOT NULL, 
	keeps_drafts BOOLEAN DEFAULT 0 NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "account" VALUES('ana',1,'Ana','Technical translator','45',20,'','[]','{}',0,15);
INSERT INTO "account" VALUES('ben',1,'Ben','Technical translator','45',20,'','[]','{}',0,1);
CREATE TABLE agency (
	id VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	owner VARCHAR NOT NULL, 
	manager VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(owner) REFERENCES account (id), 
	FOREIGN KEY(manager) REFERENCES account (id)
);
CREATE TABLE agency_member (
	account VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	PRIMARY KEY (account, agency), 
	FOREIGN KEY(account) REFERENCES account (id), 
	FOREIGN KEY(agency) REFERENCES agency (id)
);
CREATE TABLE blob (
	id VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	stored_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE blob_share (
	blob VARCHAR(64) NOT NULL, 
	reader VARCHAR NOT NULL, 
	PRIMARY KEY (blob, reader), 
	FOREIGN KEY(blob) REFERENCES blob (id)
);
CREATE TABLE block (
	account VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	invitation VARCHAR, 
	job_title TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (account, client), 
	FOREIGN KEY(account) REFERENCES account (id), 
	FOREIGN KEY(client) REFERENCES client (id)
);
CREATE TABLE change (
	account VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	id VARCHAR NOT NULL, 
	gone BOOLEAN NOT NULL, 
	PRIMARY KEY (account, seq), 
	UNIQUE (account, kind, id), 
	FOREIGN KEY(account) REFERENCES account (id)
);
INSERT INTO "change" VALUES('ana',6,'account','ana',0);
INSERT INTO "change" VALUES('ben',1,'account','ben',0);
INSERT INTO "change" VALUES('ana',13,'invitation','invitation',0);
INSERT INTO "change" VALUES('ana',3,'notification','e9350df3-1f52-5ef1-bf2b-d3eb10beec4b',0);
INSERT INTO "change" VALUES('ana',14,'proposal','proposal',0);
INSERT INTO "change" VALUES('ana',15,'room','room',0);
INSERT INTO "change" VALUES('ana',11,'message','opening',0);
INSERT INTO "change" VALUES('ana',12,'notification','9eb62f4c-f826-5ddb-8d65-a8cd0f67bc1d',0);
CREATE TABLE client (
	id VARCHAR NOT NULL, 
	open_jobs INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "client" VALUES('nordwind',2,'{"id":"nordwind","name":"Nordwind Energie","country":"Germany","member_since":"2019-05-01"}');
CREATE TABLE command (
	actor VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	receipt TEXT, 
	refusal TEXT, 
	PRIMARY KEY (actor, id)
);
INSERT INTO "command" VALUES('client:nordwind','command-1','db1fc7980778a3898ddb87ebdb50d2eb43e74a7a1b2a3dc2df99f24ddf69fde7','2026-03-02T09:01:00.000000+00:00','{"command":"command-1","seq":0,"at":"2026-03-02T09:01:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-2','e494d59e409d378279962e40c78d43b516dfb2e7424feb7f0610e4bb669fea56','2026-03-02T09:02:00.000000+00:00','{"command":"command-2","seq":0,"at":"2026-03-02T09:02:00Z"}',NULL);
INSERT INTO "command" VALUES('freelancer:ana','command-3','a1b7487de4a7057801d64c1167698c3d84f8f6f85f17baa98d153c319a6928b6','2026-03-02T09:03:00.000000+00:00','{"command":"command-3","seq":6,"at":"2026-03-02T09:03:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-4','70458a8452fd68c5c2086562dfb068fe25eb0719b3bc15fdf73ca916dd7d727a','2026-03-02T09:04:00.000000+00:00','{"command":"command-4","seq":0,"at":"2026-03-02T09:04:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-5','75eb0d21b8f528058b042a3935ecb0729e8eac78e0d5dd8b708babb428c1bb8b','2026-03-02T09:05:00.000000+00:00','{"command":"command-5","seq":0,"at":"2026-03-02T09:05:00Z"}',NULL);
CREATE TABLE contract (
	id VARCHAR NOT NULL, 
	proposal VARCHAR NOT NULL, 
	offer VARCHAR NOT NULL, 
	terms TEXT NOT NULL, 
	fee_percent VARCHAR(32) NOT NULL, 
	started_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (proposal), 
	FOREIGN KEY(proposal) REFERENCES proposal (id), 
	FOREIGN KEY(offer) REFERENCES offer (id)
);
CREATE TABLE draft (
	account VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	written_for VARCHAR NOT NULL, 
	direct BOOLEAN NOT NULL, 
	job VARCHAR NOT NULL, 
	text TEXT, 
	beside TEXT, 
	"end" VARCHAR(16), 
	kept_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (account, id), 
	FOREIGN KEY(account) REFERENCES account (id), 
	FOREIGN KEY(job) REFERENCES job (id)
);
CREATE TABLE invitation (
	id VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	job VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	message TEXT NOT NULL, 
	sent_at VARCHAR(32) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	origin VARCHAR(16) NOT NULL, 
	earlier INTEGER NOT NULL, 
	seen_at VARCHAR(32), 
	answered_at VARCHAR(32), 
	ended_at VARCHAR(32), 
	decline TEXT, 
	proposal VARCHAR, 
	notice TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account) REFERENCES account (id), 
	FOREIGN KEY(job) REFERENCES job (id), 
	FOREIGN KEY(client) REFERENCES client (id)
);
INSERT INTO "invitation" VALUES('invitation','ana','job','nordwind',2,'Are you free?','2026-03-02T09:02:00.000000+00:00','accepted','personal',0,'2026-03-02T09:03:00.000000+00:00','2026-03-02T09:03:00.000000+00:00',NULL,NULL,'proposal',NULL);
CREATE TABLE job (
	id VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	posted_at VARCHAR(32) NOT NULL, 
	closing_at VARCHAR(32) DEFAULT '9999-12-31T00:00:00.000000+00:00' NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(client) REFERENCES client (id)
);
INSERT INTO "job" VALUES('job','nordwind',1,'2026-03-02T09:01:00.000000+00:00','2026-04-01T09:04:00.000000+00:00','{"id":"job","title":"Turbine manual","description":"140 pages about gearboxes.","category":"Translation","budget":{"pricing":"hourly","low":"38","high":"52"},"posted_at":"2026-03-02T09:01:00Z","skills":["German"],"connects":6}');
INSERT INTO "job" VALUES('gearbox','nordwind',1,'2026-03-02T09:05:00.000000+00:00','2026-04-01T09:05:00.000000+00:00','{"id":"gearbox","title":"Übersetzung: Getriebe & Kupplung","description":"Maße in Zoll.","category":"Translation","budget":{"pricing":"hourly","low":"38","high":"52"},"posted_at":"2026-03-02T09:05:00Z","skills":["Deutsch","CAT tools"],"connects":6}');
CREATE TABLE meeting (
	id VARCHAR NOT NULL, 
	room VARCHAR NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	minutes INTEGER NOT NULL, 
	medium VARCHAR(16) NOT NULL, 
	"by" VARCHAR(16) NOT NULL, 
	proposed_at VARCHAR(32) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	note TEXT NOT NULL, 
	answered_at VARCHAR(32), 
	moves INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(room) REFERENCES room (id)
);
CREATE TABLE message (
	id VARCHAR NOT NULL, 
	room VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	author VARCHAR(16) NOT NULL, 
	author_name TEXT NOT NULL, 
	text TEXT NOT NULL, 
	sent_at VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	attachments TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (room, position), 
	FOREIGN KEY(room) REFERENCES room (id)
);
INSERT INTO "message" VALUES('opening','room',1,'client','Nordwind Energie','Good morning!','2026-03-02T09:04:00.000000+00:00',1,'[]');
CREATE TABLE meta (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','4');
INSERT INTO "meta" VALUES('market','115a8de8-4a8c-4d7c-a1bd-d56e3355c2c4');
INSERT INTO "meta" VALUES('created_at','2026-03-02T09:00:00.000000+00:00');
CREATE TABLE notification (
	id VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	about_kind VARCHAR(16) NOT NULL, 
	about_id VARCHAR NOT NULL, 
	is_read BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account) REFERENCES account (id)
);
INSERT INTO "notification" VALUES('e9350df3-1f52-5ef1-bf2b-d3eb10beec4b','ana',1,'invitation_received','New invitation','Turbine manual','2026-03-02T09:02:00.000000+00:00','invitation','invitation',0);
INSERT INTO "notification" VALUES('9eb62f4c-f826-5ddb-8d65-a8cd0f67bc1d','ana',1,'client_answered','Nordwind Energie answered your proposal','The conversation is open','2026-03-02T09:04:00.000000+00:00','room','room',0);
CREATE TABLE offer (
	id VARCHAR NOT NULL, 
	proposal VARCHAR NOT NULL, 
	terms TEXT NOT NULL, 
	message TEXT NOT NULL, 
	made_at VARCHAR(32) NOT NULL, 
	expires_at VARCHAR(32) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	revised_at VARCHAR(32), 
	requests TEXT NOT NULL, 
	answered_at VARCHAR(32), 
	reason TEXT NOT NULL, 
	is_warned BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(proposal) REFERENCES proposal (id)
);
CREATE TABLE proposal (
	id VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	job VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	terms TEXT NOT NULL, 
	as_offered BOOLEAN NOT NULL, 
	fee_percent VARCHAR(32) NOT NULL, 
	submitted_at VARCHAR(32) NOT NULL, 
	invitation VARCHAR, 
	duration VARCHAR, 
	cover_letter TEXT NOT NULL, 
	message TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	attachments TEXT NOT NULL, 
	highlights TEXT DEFAULT '[]' NOT NULL, 
	interview TEXT DEFAULT '[]' NOT NULL, 
	agency TEXT, 
	connects INTEGER NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	viewed_at VARCHAR(32), 
	edited_at VARCHAR(32), 
	answered_at VARCHAR(32), 
	room VARCHAR, 
	reason TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account) REFERENCES account (id), 
	FOREIGN KEY(job) REFERENCES job (id), 
	FOREIGN KEY(client) REFERENCES client (id), 
	FOREIGN KEY(invitation) REFERENCES invitation (id)
);
INSERT INTO "proposal" VALUES('proposal','ana','job','nordwind',2,'{"pricing":"hourly","rate":"52"}',1,'10','2026-03-02T09:03:00.000000+00:00','invitation',NULL,'','','[]','[]','[]','[]',NULL,0,'active','2026-03-02T09:04:00.000000+00:00',NULL,'2026-03-02T09:04:00.000000+00:00','room',NULL);
CREATE TABLE room (
	id VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	job VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	proposal VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	opened_at VARCHAR(32) NOT NULL, 
	last_at VARCHAR(32) NOT NULL, 
	preview TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account) REFERENCES account (id), 
	FOREIGN KEY(job) REFERENCES job (id), 
	FOREIGN KEY(client) REFERENCES client (id), 
	UNIQUE (proposal), 
	FOREIGN KEY(proposal) REFERENCES proposal (id)
);
INSERT INTO "room" VALUES('room','ana','job','nordwind','proposal',1,'2026-03-02T09:04:00.000000+00:00','2026-03-02T09:04:00.000000+00:00','Good morning!');
CREATE TABLE room_member (
	room VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	party VARCHAR(16) NOT NULL, 
	unread INTEGER NOT NULL, 
	read_to INTEGER NOT NULL, 
	PRIMARY KEY (room, account), 
	FOREIGN KEY(room) REFERENCES room (id), 
	FOREIGN KEY(account) REFERENCES account (id)
);
INSERT INTO "room_member" VALUES('room','ana','freelancer',1,0);
CREATE TABLE token (
	sha256 VARCHAR(64) NOT NULL, 
	party VARCHAR(16) NOT NULL, 
	holder VARCHAR NOT NULL, 
	scopes TEXT NOT NULL, 
	label TEXT NOT NULL, 
	issued_at VARCHAR(32) NOT NULL, 
	expires_at VARCHAR(32) NOT NULL, 
	revoked_at VARCHAR(32), 
	PRIMARY KEY (sha256)
);
CREATE INDEX ix_job_client_posted_at_id ON job (client, posted_at, id);
CREATE INDEX ix_job_is_open_closing_at ON job (is_open, closing_at);
CREATE INDEX ix_notification_account_is_read ON notification (account, is_read);
CREATE INDEX ix_notification_account_at_id ON notification (account, at, id);
CREATE INDEX ix_invitation_client_account ON invitation (client, account);
CREATE INDEX ix_invitation_job ON invitation (job);
CREATE INDEX ix_invitation_client_sent_at_id ON invitation (client, sent_at, id);
CREATE INDEX ix_invitation_account_sent_at_id ON invitation (account, sent_at, id);
CREATE INDEX ix_proposal_client_account ON proposal (client, account);
CREATE INDEX ix_proposal_job_account ON proposal (job, account);
CREATE INDEX ix_proposal_state_submitted_at ON proposal (state, submitted_at);
CREATE INDEX ix_proposal_account_submitted_at_id ON proposal (account, submitted_at, id);
CREATE INDEX ix_proposal_client_submitted_at_id ON proposal (client, submitted_at, id);
CREATE INDEX ix_room_account_last_at_id ON room (account, last_at, id);
CREATE INDEX ix_room_client_last_at_id ON room (client, last_at, id);
CREATE INDEX ix_room_client_account ON room (client, account);
CREATE INDEX ix_offer_state_is_warned_expires_at ON offer (state, is_warned, expires_at);
CREATE INDEX ix_offer_proposal_made_at ON offer (proposal, made_at);
CREATE INDEX ix_room_member_account ON room_member (account);
CREATE INDEX ix_meeting_room_proposed_at ON meeting (room, proposed_at);
COMMIT;
