import { SessionProvider, useSession } from "next-auth/react";
import { renderToString } from "react-dom/server";
import { expect, it, vi } from "vitest";

function Status() {
  return useSession().status;
}

it("next-auth/react needs no variable on the server, and requests nothing there", () => {
  vi.stubEnv("NEXTAUTH_URL", undefined);
  const request = vi.spyOn(globalThis, "fetch");
  const html = renderToString(
    <SessionProvider>
      <Status />
    </SessionProvider>,
  );
  expect(html).toBe("loading");
  expect(request).not.toHaveBeenCalled();
});
