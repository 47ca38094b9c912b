import { Browser } from "../scripts/load/browser";
import type { RunningApp } from "./bench-app";
import { columns } from "./contestants";
import type { Measure } from "./costs";
import type { Visitors } from "./visitors";

type Measured = { bare: RunningApp; visitors: Visitors[]; ownPage: Visitors };

/** What all apps do by turns. The bare one, and the one with a page of its own, only open their pages. */
export function measuresOf({ bare, visitors, ownPage }: Measured): Measure[] {
  const bareVisitor = new Browser(bare.url);
  const open = (path: string) => async () => {
    await bareVisitor.open(`${bare.url}${path}`);
  };
  const subjects = (work: (each: Visitors) => () => Promise<void>) =>
    visitors.map((each) => ({ name: each.app.name, app: each.app, work: work(each) }));
  return [
    {
      name: "signed-in page",
      times: 1000,
      subjects: [
        { name: columns.bare, app: bare, work: open("/") },
        { name: columns.lookup, app: bare, work: open("/lookup") },
        ...subjects((each) => () => each.openPage()),
        { name: columns.ownPage, app: ownPage.app, work: () => ownPage.openPage("/own-page") },
      ],
    },
    {
      name: "sign-in, returning",
      times: 240,
      subjects: subjects((each) => () => each.signInReturning()),
    },
    { name: "sign-in, new", times: 240, subjects: subjects((each) => () => each.signInNew()) },
  ];
}
