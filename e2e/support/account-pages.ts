/** The home page and the pages of the account that a signed-in user can open without a query. */
export const signedInPages = [
  "/",
  "/account",
  "/account/connections",
  "/account/sessions",
  "/account/activity",
  "/account/data",
  "/account/data/delete",
];
