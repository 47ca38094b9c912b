/** Settings for a Postgres whose data ends with the tests: it need not survive a power cut. */
export const throwAwaySettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};
