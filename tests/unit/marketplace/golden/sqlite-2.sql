PRAGMA application_id = 1112361812;
PRAGMA user_version = 2;
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
INSERT INTO "account" VALUES('ana',1,'Ana','Technical translator','45',20,25);
INSERT INTO "account" VALUES('ben',1,'Ben','Technical translator','45',20,1);
CREATE TABLE blob (
	id VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	stored_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "blob" VALUES('d54eb7dce184bf90f597ca9dd1e548d13788be311d5e5ab8ecd5b64abf722fde',10,'2026-03-02T09:00:00.000000+00:00');
CREATE TABLE blob_reader (
	blob VARCHAR(64) NOT NULL, 
	account VARCHAR NOT NULL, 
	PRIMARY KEY (blob, account), 
	FOREIGN KEY(blob) REFERENCES blob (id), 
	FOREIGN KEY(account) REFERENCES account (id)
);
INSERT INTO "blob_reader" VALUES('d54eb7dce184bf90f597ca9dd1e548d13788be311d5e5ab8ecd5b64abf722fde','ana');
CREATE TABLE block (
	account VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (account, client), 
	FOREIGN KEY(account) REFERENCES account (id), 
	FOREIGN KEY(client) REFERENCES client (id)
);
INSERT INTO "block" VALUES('ana','nordwind','2026-03-02T09:09:00.000000+00:00');
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
INSERT INTO "change" VALUES('ana',10,'message','opening',0);
INSERT INTO "change" VALUES('ana',11,'notification','b0fe611e-cf69-59b4-9e6d-b292a02bb042',0);
INSERT INTO "change" VALUES('ana',12,'message','second',0);
INSERT INTO "change" VALUES('ana',14,'notification','8ab39ea4-d0aa-57a6-8210-b3d5ec88d6b4',0);
INSERT INTO "change" VALUES('ana',20,'notification','0aedfe83-91c2-55d2-93c4-8cf8fa3b8e3b',0);
INSERT INTO "change" VALUES('ana',22,'invitation','invitation',0);
INSERT INTO "change" VALUES('ana',23,'invitation','spam',0);
INSERT INTO "change" VALUES('ana',24,'proposal','proposal',0);
INSERT INTO "change" VALUES('ana',25,'room','room',0);
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
INSERT INTO "command" VALUES('freelancer:ana','command-3','56f6062761ccb413b47f735cd5c583745e761b7f2946251130e6872f9d05ee8a','2026-03-02T09:03:00.000000+00:00','{"command":"command-3","seq":5,"at":"2026-03-02T09:03:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-4','70458a8452fd68c5c2086562dfb068fe25eb0719b3bc15fdf73ca916dd7d727a','2026-03-02T09:04:00.000000+00:00','{"command":"command-4","seq":0,"at":"2026-03-02T09:04:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-5','6de4ef2a5f96877e0ff62de194047491681b2584c55325b41aeb3d72ac260c80','2026-03-02T09:05:00.000000+00:00','{"command":"command-5","seq":0,"at":"2026-03-02T09:05:00Z"}',NULL);
INSERT INTO "command" VALUES('freelancer:ana','command-6','c7105b2436b6ad0b06251d0932a34db151b464c4b90622b9976e292f845a9657','2026-03-02T09:06:00.000000+00:00','{"command":"command-6","seq":15,"at":"2026-03-02T09:06:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-7','9b392319984abd1ccf5e11a1d4e828833cab1fa616ad82c74669304f9cbbb1a4','2026-03-02T09:07:00.000000+00:00','{"command":"command-7","seq":0,"at":"2026-03-02T09:07:00Z"}',NULL);
INSERT INTO "command" VALUES('client:nordwind','command-8','997edf80212c128db3f1afc098330b3570963e124e21963ee0141b8a6ae3ebb7','2026-03-02T09:08:00.000000+00:00','{"command":"command-8","seq":0,"at":"2026-03-02T09:08:00Z"}',NULL);
INSERT INTO "command" VALUES('freelancer:ana','command-9','d344a59ddb272f583d6709c242872b9161fbb02e830da81fedb4f4dc6eed70c7','2026-03-02T09:09:00.000000+00:00','{"command":"command-9","seq":25,"at":"2026-03-02T09:09:00Z"}',NULL);
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
INSERT INTO "invitation" VALUES('spam','ana','other','nordwind',2,'Are you free?','2026-03-02T09:08:00.000000+00:00','declined','personal',1,'2026-03-02T09:09:00.000000+00:00','2026-03-02T09:09:00.000000+00:00','{"reason":"spam","blocked":true}',NULL,NULL);
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
INSERT INTO "job" VALUES('other','nordwind',1,'2026-03-02T09:00:00.000000+00:00','{"id":"other","title":"Turbine manual","description":"140 pages about gearboxes.","category":"Translation","budget":{"pricing":"hourly","low":"38","high":"52"},"posted_at":"2026-03-02T09:00:00Z","skills":["German"],"connects":6}');
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
INSERT INTO "message" VALUES('second','room',1,'client','Nordwind Energie','Still there?','2026-03-02T09:05:00.000000+00:00',2,'[]');
CREATE TABLE meta (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','2');
INSERT INTO "meta" VALUES('market','2ba96591-1a10-4181-8ed3-f5c08f322aa1');
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
INSERT INTO "notification" VALUES('8ab39ea4-d0aa-57a6-8210-b3d5ec88d6b4','ana',1,'message_received','Message from Nordwind Energie','Still there?','2026-03-02T09:05:00.000000+00:00','room','room',0);
INSERT INTO "notification" VALUES('0aedfe83-91c2-55d2-93c4-8cf8fa3b8e3b','ana',1,'invitation_received','New invitation','Turbine manual','2026-03-02T09:08:00.000000+00:00','invitation','spam',0);
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
INSERT INTO "proposal" VALUES('proposal','ana','job','nordwind',2,'{"pricing":"hourly","rate":"52"}',1,'10','2026-03-02T09:03:00.000000+00:00','invitation',NULL,'','','[]','[{"blob":"d54eb7dce184bf90f597ca9dd1e548d13788be311d5e5ab8ecd5b64abf722fde","name":"cv.txt","size":10}]',0,'active','2026-03-02T09:04:00.000000+00:00','2026-03-02T09:04:00.000000+00:00','room',NULL);
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
INSERT INTO "room" VALUES('room','ana','job','nordwind','proposal',3,'2026-03-02T09:04:00.000000+00:00','2026-03-02T09:05:00.000000+00:00','Still there?',1,1);
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
INSERT INTO "token" VALUES('f57e3b33469932630a90ac47db411c17a5f8e8c1e76242d5ec81ee5493a87215','freelancer','ana','read write','laptop','2026-03-02T09:09:00.000000+00:00','2027-03-02T09:09:00.000000+00:00',NULL);
CREATE INDEX ix_job_client_posted_at_id ON job (client, posted_at, id);
CREATE INDEX ix_notification_account_is_read ON notification (account, is_read);
CREATE INDEX ix_notification_account_at_id ON notification (account, at, id);
CREATE INDEX ix_invitation_account_sent_at_id ON invitation (account, sent_at, id);
CREATE INDEX ix_invitation_client_account ON invitation (client, account);
CREATE INDEX ix_invitation_client_sent_at_id ON invitation (client, sent_at, id);
CREATE INDEX ix_invitation_job ON invitation (job);
CREATE INDEX ix_proposal_account_submitted_at_id ON proposal (account, submitted_at, id);
CREATE INDEX ix_proposal_job_account ON proposal (job, account);
CREATE INDEX ix_proposal_state_submitted_at ON proposal (state, submitted_at);
CREATE INDEX ix_proposal_client_submitted_at_id ON proposal (client, submitted_at, id);
CREATE INDEX ix_proposal_client_account ON proposal (client, account);
CREATE INDEX ix_room_client_last_at_id ON room (client, last_at, id);
CREATE INDEX ix_room_account_last_at_id ON room (account, last_at, id);
CREATE INDEX ix_room_client_account ON room (client, account);
COMMIT;
