create table lookup (id int primary key, name text not null);
insert into lookup select id, 'user ' || id from generate_series(1, 1000) as id;
