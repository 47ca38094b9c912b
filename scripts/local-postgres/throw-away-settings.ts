/** Settings for a Postgres whose data is not needed after the tests and need not survive a power cut. */
export const throwAwaySettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};
