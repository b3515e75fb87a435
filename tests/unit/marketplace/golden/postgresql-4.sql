CREATE TABLE account (
	id VARCHAR NOT NULL,
	version BIGINT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	rate VARCHAR(32) NOT NULL,
	connects BIGINT NOT NULL,
	overview TEXT DEFAULT '' NOT NULL,
	highlights TEXT DEFAULT '[]' NOT NULL,
	settings TEXT DEFAULT '{}' NOT NULL,
	keeps_drafts BOOLEAN DEFAULT false NOT NULL,
	seq BIGINT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE blob (
	id VARCHAR(64) NOT NULL,
	size BIGINT NOT NULL,
	stored_at VARCHAR(32) NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE client (
	id VARCHAR NOT NULL,
	open_jobs BIGINT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE command (
	actor VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	at VARCHAR(32) NOT NULL,
	receipt TEXT,
	refusal TEXT,
	PRIMARY KEY (actor, id)
);
CREATE TABLE meta (
	name VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY (name)
);
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
CREATE TABLE agency (
	id VARCHAR NOT NULL,
	name TEXT NOT NULL,
	owner VARCHAR NOT NULL,
	manager VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(owner) REFERENCES account (id),
	FOREIGN KEY(manager) REFERENCES account (id)
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
	seq BIGINT NOT NULL,
	kind VARCHAR(16) NOT NULL,
	id VARCHAR NOT NULL,
	gone BOOLEAN NOT NULL,
	PRIMARY KEY (account, seq),
	UNIQUE (account, kind, id),
	FOREIGN KEY(account) REFERENCES account (id)
);
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
CREATE INDEX ix_job_client_posted_at_id ON job (client, posted_at, id);
CREATE INDEX ix_job_is_open_closing_at ON job (is_open, closing_at);
CREATE TABLE notification (
	id VARCHAR NOT NULL,
	account VARCHAR NOT NULL,
	version BIGINT NOT NULL,
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
CREATE INDEX ix_notification_account_at_id ON notification (account, at, id);
CREATE INDEX ix_notification_account_is_read ON notification (account, is_read);
CREATE TABLE agency_member (
	account VARCHAR NOT NULL,
	agency VARCHAR NOT NULL,
	PRIMARY KEY (account, agency),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(agency) REFERENCES agency (id)
);
CREATE TABLE draft (
	account VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	version BIGINT NOT NULL,
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
	version BIGINT NOT NULL,
	message TEXT NOT NULL,
	sent_at VARCHAR(32) NOT NULL,
	state VARCHAR(16) NOT NULL,
	origin VARCHAR(16) NOT NULL,
	earlier BIGINT NOT NULL,
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
CREATE INDEX ix_invitation_account_sent_at_id ON invitation (account, sent_at, id);
CREATE INDEX ix_invitation_client_account ON invitation (client, account);
CREATE INDEX ix_invitation_client_sent_at_id ON invitation (client, sent_at, id);
CREATE INDEX ix_invitation_job ON invitation (job);
CREATE TABLE proposal (
	id VARCHAR NOT NULL,
	account VARCHAR NOT NULL,
	job VARCHAR NOT NULL,
	client VARCHAR NOT NULL,
	version BIGINT NOT NULL,
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
	connects BIGINT NOT NULL,
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
CREATE INDEX ix_proposal_account_submitted_at_id ON proposal (account, submitted_at, id);
CREATE INDEX ix_proposal_client_account ON proposal (client, account);
CREATE INDEX ix_proposal_client_submitted_at_id ON proposal (client, submitted_at, id);
CREATE INDEX ix_proposal_job_account ON proposal (job, account);
CREATE INDEX ix_proposal_state_submitted_at ON proposal (state, submitted_at);
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
CREATE INDEX ix_offer_proposal_made_at ON offer (proposal, made_at);
CREATE INDEX ix_offer_state_is_warned_expires_at ON offer (state, is_warned, expires_at);
CREATE TABLE room (
	id VARCHAR NOT NULL,
	account VARCHAR NOT NULL,
	job VARCHAR NOT NULL,
	client VARCHAR NOT NULL,
	proposal VARCHAR NOT NULL,
	version BIGINT NOT NULL,
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
CREATE INDEX ix_room_account_last_at_id ON room (account, last_at, id);
CREATE INDEX ix_room_client_account ON room (client, account);
CREATE INDEX ix_room_client_last_at_id ON room (client, last_at, id);
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
CREATE TABLE meeting (
	id VARCHAR NOT NULL,
	room VARCHAR NOT NULL,
	at VARCHAR(32) NOT NULL,
	minutes BIGINT NOT NULL,
	medium VARCHAR(16) NOT NULL,
	by VARCHAR(16) NOT NULL,
	proposed_at VARCHAR(32) NOT NULL,
	state VARCHAR(16) NOT NULL,
	note TEXT NOT NULL,
	answered_at VARCHAR(32),
	moves BIGINT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(room) REFERENCES room (id)
);
CREATE INDEX ix_meeting_room_proposed_at ON meeting (room, proposed_at);
CREATE TABLE message (
	id VARCHAR NOT NULL,
	room VARCHAR NOT NULL,
	version BIGINT NOT NULL,
	author VARCHAR(16) NOT NULL,
	author_name TEXT NOT NULL,
	text TEXT NOT NULL,
	sent_at VARCHAR(32) NOT NULL,
	position BIGINT NOT NULL,
	attachments TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (room, position),
	FOREIGN KEY(room) REFERENCES room (id)
);
CREATE TABLE room_member (
	room VARCHAR NOT NULL,
	account VARCHAR NOT NULL,
	party VARCHAR(16) NOT NULL,
	unread BIGINT NOT NULL,
	read_to BIGINT NOT NULL,
	PRIMARY KEY (room, account),
	FOREIGN KEY(room) REFERENCES room (id),
	FOREIGN KEY(account) REFERENCES account (id)
);
CREATE INDEX ix_room_member_account ON room_member (account);
INSERT INTO client (id, open_jobs, body) VALUES ('nordwind', 2, '{"id":"nordwind","name":"Nordwind Energie","country":"Germany","member_since":"2019-05-01"}');
INSERT INTO job (id, client, is_open, posted_at, closing_at, body) VALUES ('gearbox', 'nordwind', true, '2026-03-02T09:05:00.000000+00:00', '2026-04-01T09:05:00.000000+00:00', '{"id":"gearbox","title":"Übersetzung: Getriebe & Kupplung","description":"Maße in Zoll.","category":"Translation","budget":{"pricing":"hourly","low":"38","high":"52"},"posted_at":"2026-03-02T09:05:00Z","skills":["Deutsch","CAT tools"],"connects":6}');
INSERT INTO job (id, client, is_open, posted_at, closing_at, body) VALUES ('job', 'nordwind', true, '2026-03-02T09:01:00.000000+00:00', '2026-04-01T09:04:00.000000+00:00', '{"id":"job","title":"Turbine manual","description":"140 pages about gearboxes.","category":"Translation","budget":{"pricing":"hourly","low":"38","high":"52"},"posted_at":"2026-03-02T09:01:00Z","skills":["German"],"connects":6}');
INSERT INTO meta (name, value) VALUES ('schema', '4'), ('market', '5c1d7c52-2f1c-4f4e-9b0a-3d1f0c7b8a11'), ('created_at', '2026-11-24T06:00:00.000000+00:00');
