-- Who follows an order is asked with every piece of news of it.
create index orders_by_main on orders (merged_into) where merged_into is not null;
