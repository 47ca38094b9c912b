/** What stands for each account page: Lucide's `circle-user-round`, `link`, `monitor-smartphone`, `history` and `database`. */
export const accountIcons = {
  profile: (
    <path d="M17.9 20.1a6 6 0 0 0-11.8 0M8 11a4 4 0 1 0 8 0 4 4 0 1 0-8 0m-6 1a10 10 0 1 0 20 0 10 10 0 1 0-20 0" />
  ),
  connections: (
    <path d="M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71" />
  ),
  devices: (
    <path d="M18 8V6a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h8m-2 4v-4m-3 4h5m6-7h2a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z" />
  ),
  activity: <path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8m0-5v5h5m4-1v5l4 2" />,
  data: <path d="M3 5a9 3 0 1 0 18 0A9 3 0 1 0 3 5v14a9 3 0 0 0 18 0V5M3 12a9 3 0 0 0 18 0" />,
};
