import type { ReactNode } from "react";
import { accountIcons } from "@/components/account/account-icons";
import { Avatar } from "@/components/avatar";
import { LanguageButton } from "@/components/language-button";
import { SignOutForm } from "@/components/sign-in/sign-out-form";
import { Tag } from "@/components/tag";
import { ForeignText } from "@/components/text/foreign-text";
import { ThemeForm } from "@/components/theme-form";
import { Icon } from "@/components/ui/icon";
import type { UserMenuWords } from "@/components/user-menu-words";
import type { CurrentUser } from "@/lib/auth/session/current-user";

export type FrameUser = Pick<
  CurrentUser,
  "username" | "name" | "email" | "unconfirmedEmail" | "image" | "hasNewSignIns"
>;

type UserButtonProps = { user: FrameUser; words: UserMenuWords };

const menuId = "user-menu";

/**
 * The user's picture, which opens a menu: who is signed in, their account, theme and language, and signing out. The
 * browser itself opens and closes it (`popover`), with or without JavaScript; one that can't shows it open.
 */
export function UserButton({ user, words }: UserButtonProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        aria-label={user.hasNewSignIns ? words.openWithNewSignIns : words.open}
        className="relative -me-1.5 flex size-11 shrink-0 items-center justify-center rounded-full"
      >
        <Avatar name={user.name ?? user.username} picture={user.image} size="small" />
        {user.hasNewSignIns && (
          <span className="absolute end-1 top-1 size-3 rounded-full border-2 border-surface bg-lamp" />
        )}
      </button>
      <div id={menuId} popover="auto" className="popover-menu user-menu">
        <UserMenu user={user} words={words} />
      </div>
    </>
  );
}

function UserMenu({ user, words }: UserButtonProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-3 px-3 pt-2 pb-3">
        <Avatar name={user.name ?? user.username} picture={user.image} size="medium" />
        <p className="min-w-0 flex-1 text-sm leading-5 wrap-anywhere">
          <span className="line-clamp-2 font-medium">
            <ForeignText>{user.name ?? user.username}</ForeignText>
          </span>
          <span className="line-clamp-2 text-muted">
            <ForeignText>{user.email ?? user.unconfirmedEmail ?? ""}</ForeignText>
          </span>
        </p>
      </div>
      <MenuLink href="/account" drawing={accountIcons.profile}>
        {words.manageAccount}
      </MenuLink>
      <MenuLink href="/account/sessions" drawing={accountIcons.devices}>
        {words.devices}
        {user.hasNewSignIns && (
          <span className="ms-auto">
            <Tag>{words.newSignIns}</Tag>
          </span>
        )}
      </MenuLink>
      <LanguageButton label={words.language} className="gap-3 px-3 text-sm hover:bg-raised" />
      <ThemeForm words={words} />
      <div className="border-line border-t pt-1">
        <SignOutForm variant="menu" size="menu" words={words} />
      </div>
    </div>
  );
}

type MenuLinkProps = { href: string; drawing: ReactNode; children: ReactNode };

function MenuLink({ href, drawing, children }: MenuLinkProps) {
  return (
    <a href={href} className="menu-row">
      <Icon className="size-4.5 text-muted">{drawing}</Icon>
      {children}
    </a>
  );
}
