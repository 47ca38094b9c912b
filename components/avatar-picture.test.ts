import { describe, expect, it } from "vitest";
import { avatarPicture } from "./avatar-picture";

describe("a user's picture", () => {
  it.each([
    "http://127.0.0.1:4010/pictures/google/ada.svg",
    "http://localhost:8080/avatars/1",
    "http://[::1]:8080/avatars/1",
    "https://lh3.googleusercontent.com/a/abc=s96-c",
    "https://avatars.githubusercontent.com/u/1?v=4",
    "https://private-avatars.githubusercontent.com/u/1?jwt=x",
    "https://cdn.discordapp.com/avatars/1/abc.png?size=128",
    "https://gitlab.com/uploads/-/system/user/avatar/1/avatar.png",
    "https://pbs.twimg.com/profile_images/1/abc_normal.jpg",
  ])("is shown from %s", (address) => {
    expect(avatarPicture(address)).toBe(address);
  });

  it.each([
    null,
    "",
    "not an address",
    "/u/1",
    "http://avatars.githubusercontent.com/u/1",
    "javascript:alert(1)//avatars.githubusercontent.com",
    "data:image/svg+xml,<svg/>",
    "https://githubusercontent.com/u/1",
    "https://evilgithubusercontent.com/u/1",
    "https://avatars.githubusercontent.com.evil.example/u/1",
    "https://avatars.githubusercontent.com@evil.example/u/1",
    "https://user:word@avatars.githubusercontent.com/u/1",
    "https://avatars.githubusercontent.com:8443/u/1",
    "https://evil.example/?avatars.githubusercontent.com",
    "https://evil.example\\.githubusercontent.com/u/1",
    "https://lh4.googleusercontent.com/a/abc",
    "https://sub.lh3.googleusercontent.com/a/abc",
    "https://evil.gitlab.com/uploads/a.png",
    "https://gitlab.com.evil.example/uploads/a.png",
    "https://secure.gravatar.com/avatar/abc",
    "http://127.0.0.1.evil.example/u/1",
    "http://127.0.0.1@evil.example/u/1",
    "http://user:word@127.0.0.1/u/1",
    "https://127.0.0.1/u/1",
    "http://10.0.0.1/u/1",
  ])("is not shown from %j", (address) => {
    expect(avatarPicture(address)).toBeNull();
  });
});
