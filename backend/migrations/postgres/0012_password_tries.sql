-- Wrong passwords are counted by number and address among the limits, alike for numbers that are nobody's
-- (docs/decisions/015).
alter table staff_credentials drop column failed;
alter table staff_credentials drop column locked_until;
