-- Who answered a complaint, and the message about it to whoever was signed in when they complained.
alter table complaints add column answered_by uuid references people (id);
alter table messages add column complaint_id uuid references complaints (id);
