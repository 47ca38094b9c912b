/** Your own columns of the table `users`: docs/recipes/user-column.md. Foyer's updates never change this file. */
export const userColumns = {};
