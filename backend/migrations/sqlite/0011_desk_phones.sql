-- Where the desk of a community, street or district is rung up: 0813-2234567.
alter table areas add column phone text;
