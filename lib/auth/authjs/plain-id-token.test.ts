import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect, it } from "vitest";
import { claims, sign } from "@/lib/test-support/id-token-issuer";
import { withPlainClaims } from "./plain-id-token";

it("an ID Token for Auth.js has neither auth_time nor members that are null", async () => {
  const odd = claims({ azp: null, auth_time: "yesterday", picture: null, name: "Ada", n: [null] });
  const idToken = await sign(odd);
  const plain = withPlainClaims(idToken, odd);
  const { auth_time, azp, picture, ...rest } = odd;
  expect(decodeJwt(plain)).toEqual(rest);
  expect(decodeProtectedHeader(plain)).toEqual(decodeProtectedHeader(idToken));
});
