-- The image of Postgres runs this once, as the superuser, before the database is first used (compose.yaml).
-- The app's role owns its database. It can't create roles or databases, and can't connect to the others.
\getenv password FOYER_PASSWORD
create role foyer login password :'password';
create database foyer owner foyer encoding 'UTF8' template template0;
revoke all on database foyer from public;
revoke connect on database postgres, template1 from public;
