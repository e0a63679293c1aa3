-- Of which accounts a server has a copy, or has had them: they are left out where all accounts are read.
CREATE INDEX account_state_moving ON account_state (account_id) WHERE moving <> '';
