-- Serves the sweep of keys that no message uses.
create index message_key_created_at on message_key (created_at);
