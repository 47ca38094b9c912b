"use client";

import type { Session } from "next-auth";
import { useEffect, useState } from "react";
import { buttonVariants } from "@/components/ui/button";
import { UserButton } from "@/components/user-button";
import { englishUserMenu, type UserMenuWords } from "@/components/user-menu-words";

type ClientUserButtonProps = {
  /** Those of another language: `userMenuWords(translator("de"))`. */
  words?: UserMenuWords;
};

type SessionUser = Session["user"];

/**
 * The user's button on a prerendered page, which can't know who reads it: the browser asks. Until it knows,
 * and if that fails, the place stays empty. Pages that are rendered for each request use `AppFrame`.
 */
export function ClientUserButton({ words = englishUserMenu }: ClientUserButtonProps) {
  const [user, setUser] = useState<SessionUser | null>();
  useEffect(() => {
    readUser().then(setUser, () => {});
  }, []);
  if (user === undefined) return <span className="size-11" />;
  if (user === null) {
    return (
      <a href="/sign-in" className={buttonVariants({ size: "compact" })}>
        {words.signIn}
      </a>
    );
  }
  const shown = { ...user, unconfirmedEmail: null, hasNewSignIns: false };
  return <UserButton user={shown} words={words} />;
}

async function readUser(): Promise<SessionUser | null> {
  const response = await fetch("/api/auth/session");
  if (!response.ok) throw new Error(`The session responded with ${response.status}.`);
  const session: { user: SessionUser } | null = await response.json();
  return session?.user ?? null;
}
