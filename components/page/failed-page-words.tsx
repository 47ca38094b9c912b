"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { FailedPageWords } from "@/lib/failures/failed-page-words";

/** For a page that failed before it got words. A test compares them with messages/en.json. */
export const englishWords: FailedPageWords = {
  locale: "en",
  direction: "ltr",
  unexpected: {
    title: "Something went wrong",
    text: "The page couldn’t be shown, and the fault is ours. Try again. If you were changing something, check whether it was saved.",
  },
  outdated: {
    title: "That page was from an older version",
    text: "This site was updated after you opened the page, so its form no longer works. Nothing was changed.",
    next: "Open the page again and try once more.",
  },
  tryAgain: "Try again",
  openAgain: "Open the page again",
  goHome: "Go to the home page",
  reference: "Reference:",
};

const Words = createContext(englishWords);

export const useFailedPageWords = () => useContext(Words);

/**
 * Gives the error pages below it their words, which they can't ask the server for when they need them.
 * Not in Foyer's root layout: the signed-out pages load no script of ours.
 */
export function FailedPageWordsProvider(props: { words: FailedPageWords; children: ReactNode }) {
  return <Words value={props.words}>{props.children}</Words>;
}
