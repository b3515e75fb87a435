PRAGMA application_id = 1112361812;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE account (
	id VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	rate VARCHAR(32) NOT NULL,
	connects INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "account" VALUES('ana',1,'Ana','Technical translator','45',20,11);
INSERT INTO "account" VALUES('ben',1,'Ben','Technical translator','45',20,1);
CREATE TABLE blob (
	id VARCHAR(64) NOT NULL,
	size INTEGER NOT NULL,
	stored_at VARCHAR(32) NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE blob_reader (
	blob VARCHAR(64) NOT NULL,
	account VARCHAR NOT NULL,
	PRIMARY KEY (blob, account),
	FOREIGN KEY(blob) REFERENCES blob (id),
	FOREIGN KEY(account) REFERENCES account (id)
);
CREATE TABLE block (
	account VARCHAR NOT NULL,
	client VARCHAR NOT NULL,
	at VARCHAR(32) NOT NULL,
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
INSERT INTO "change" VALUES('ana',1,'account','ana',0);
INSERT INTO "change" VALUES('ben',1,'account','ben',0);
INSERT INTO "change" VALUES('ana',3,'notification','cb8528f4-3dbc-5579-b4fb-0f4b531b0421',0);
INSERT INTO "change" VALUES('ana',7,'invitation','invitation',0);
INSERT INTO "change" VALUES('ana',8,'proposal','proposal',0);
INSERT INTO "change" VALUES('ana',9,'room','room',0);
INSERT INTO "change" VALUES('ana',10,'message','opening',0);
INSERT INTO "change" VALUES('ana',11,'notification','b0fe611e-cf69-59b4-9e6d-b292a02bb042',0);
CREATE TABLE client (
	id VARCHAR NOT NULL,
	open_jobs INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "client" VALUES('nordwind',1,'{"id":"nordwind","name":"Nordwind Energie","country":"Germany","member_since":"2019-05-01"}');
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
INSERT INTO "command" VALUES('freelancer:ana','command-3','a1b7487de4a7057801d64c1167698c3d84f8f6f85f17baa98d153c319a6928b6','2026-03-02T09:03:00.000000+00:00','{"command":"command-3","seq":5,"at":"2026-03-02T09:03:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-4','70458a8452fd68c5c2086562dfb068fe25eb0719b3bc15fdf73ca916dd7d727a','2026-03-02T09:04:00.000000+00:00','{"command":"command-4","seq":0,"at":"2026-03-02T09:04:00Z"}',NULL);
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
	decline TEXT,
	proposal VARCHAR,
	notice TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(job) REFERENCES job (id),
	FOREIGN KEY(client) REFERENCES client (id)
);
INSERT INTO "invitation" VALUES('invitation','ana','job','nordwind',2,'Are you free?','2026-03-02T09:02:00.000000+00:00','accepted','personal',0,'2026-03-02T09:03:00.000000+00:00','2026-03-02T09:03:00.000000+00:00',NULL,'proposal',NULL);
CREATE TABLE job (
	id VARCHAR NOT NULL,
	client VARCHAR NOT NULL,
	is_open BOOLEAN NOT NULL,
	posted_at VARCHAR(32) NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(client) REFERENCES client (id)
);
INSERT INTO "job" VALUES('job','nordwind',1,'2026-03-02T09:00:00.000000+00:00','{"id":"job","title":"Turbine manual","description":"140 pages about gearboxes.","category":"Translation","budget":{"pricing":"hourly","low":"38","high":"52"},"posted_at":"2026-03-02T09:00:00Z","skills":["German"],"connects":6}');
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
INSERT INTO "meta" VALUES('schema','1');
INSERT INTO "meta" VALUES('market','1c5163e1-9c2c-46b1-b4d8-cd11168f52d2');
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
INSERT INTO "notification" VALUES('cb8528f4-3dbc-5579-b4fb-0f4b531b0421','ana',1,'invitation_received','New invitation','Turbine manual','2026-03-02T09:02:00.000000+00:00','invitation','invitation',0);
INSERT INTO "notification" VALUES('b0fe611e-cf69-59b4-9e6d-b292a02bb042','ana',1,'client_answered','Nordwind Energie answered your proposal','The conversation is open','2026-03-02T09:04:00.000000+00:00','room','room',0);
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
	connects INTEGER NOT NULL,
	state VARCHAR(16) NOT NULL,
	viewed_at VARCHAR(32),
	answered_at VARCHAR(32),
	room VARCHAR,
	reason TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(job) REFERENCES job (id),
	FOREIGN KEY(client) REFERENCES client (id),
	FOREIGN KEY(invitation) REFERENCES invitation (id)
);
INSERT INTO "proposal" VALUES('proposal','ana','job','nordwind',2,'{"pricing":"hourly","rate":"52"}',1,'10','2026-03-02T09:03:00.000000+00:00','invitation',NULL,'','','[]','[]',0,'active','2026-03-02T09:04:00.000000+00:00','2026-03-02T09:04:00.000000+00:00','room',NULL);
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
	unread INTEGER NOT NULL,
	read_to INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(job) REFERENCES job (id),
	FOREIGN KEY(client) REFERENCES client (id),
	UNIQUE (proposal),
	FOREIGN KEY(proposal) REFERENCES proposal (id)
);
INSERT INTO "room" VALUES('room','ana','job','nordwind','proposal',1,'2026-03-02T09:04:00.000000+00:00','2026-03-02T09:04:00.000000+00:00','Good morning!',1,0);
CREATE TABLE token (
	sha256 VARCHAR(64) NOT NULL,
	account VARCHAR NOT NULL,
	label TEXT NOT NULL,
	issued_at VARCHAR(32) NOT NULL,
	expires_at VARCHAR(32) NOT NULL,
	revoked_at VARCHAR(32),
	PRIMARY KEY (sha256),
	FOREIGN KEY(account) REFERENCES account (id)
);
INSERT INTO "token" VALUES('48f837289fc16f7fd6a5b5842f4614fb67e5b0b9716bf6a3920df29070094a6c','ana','laptop','2026-03-02T09:04:00.000000+00:00','2026-05-31T09:04:00.000000+00:00',NULL);
CREATE INDEX ix_job_client ON job (client);
CREATE INDEX ix_notification_account_is_read ON notification (account, is_read);
CREATE INDEX ix_invitation_client_account ON invitation (client, account);
CREATE INDEX ix_invitation_job ON invitation (job);
CREATE INDEX ix_proposal_job_account ON proposal (job, account);
CREATE INDEX ix_proposal_client_account ON proposal (client, account);
CREATE INDEX ix_proposal_state_submitted_at ON proposal (state, submitted_at);
CREATE INDEX ix_room_client_account ON room (client, account);
COMMIT;
