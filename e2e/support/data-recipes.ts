import { createHmac } from "node:crypto";
import { expect, test } from "@playwright/test";
import { formWithButton } from "./html-form";
import { HttpVisitor } from "./http-visitor";
import type { OwnDatabase } from "./own-database";
import { stack } from "./stack";
import { submitJson } from "./submit-json";
import type { TestUser } from "./test-user";

export const dataRecipeSettings = {
  CRON_SECRET: "a-secret-of-the-scheduler",
  WEBHOOK_SECRET: "a-secret-of-the-sender",
};

type Project = {
  address: () => string;
  own: () => OwnDatabase;
  signedIn: () => Promise<{ user: TestUser; visitor: HttpVisitor }>;
  needs: (...recipes: string[]) => void;
};

/** The recipes that store what a builder's users send, and the one that removes a table. */
export function testDataRecipes({ address, own, signedIn, needs }: Project): void {
  test("the orders are listed for their user alone, on the page and by the JSON API", async () => {
    needs("app-layout", "own-table", "json-api");
    const [{ user, visitor }, other] = [await signedIn(), await signedIn()];
    const fields = formWithButton((await visitor.get("/orders")).body, "Order");
    const marks = fields.filter(([name]) => name !== "title");
    const response = await visitor.submit("/orders", [...marks, ["title", "Rocket skates"]]);
    expect([response.status, response.location]).toEqual([303, "/orders"]);
    expect((await submitJson(visitor, "/api/orders", { title: "Anvil" })).status).toBe(201);

    const rows = await own().sql`
      select title, email from orders join users on users.id = user_id order by title`;
    expect([...rows]).toEqual(
      ["Anvil", "Rocket skates"].map((title) => ({ title, email: user.address })),
    );
    const listed = JSON.parse((await visitor.get("/api/orders")).body).orders;
    expect(listed.map(({ title }: { title: string }) => title)).toEqual(["Anvil", "Rocket skates"]);
    for (const title of ["Anvil", "Rocket skates"]) {
      expect((await visitor.get("/orders")).body).toContain(title);
      expect((await other.visitor.get("/orders")).body).not.toContain(title);
    }
    expect(JSON.parse((await other.visitor.get("/api/orders")).body)).toEqual({ orders: [] });
  });

  test("the JSON API refuses signed-out visitors, other sites and malformed orders", async () => {
    needs("own-table", "json-api");
    const { visitor } = await signedIn();
    const order = (who: HttpVisitor, body: unknown, headers = {}) =>
      submitJson(who, "/api/orders", body, headers).then(({ status }) => status);
    expect(await order(new HttpVisitor(address()), { title: "Anvil" })).toBe(401);
    expect(await order(visitor, { title: "Anvil" }, { origin: "https://evil.example" })).toBe(403);
    for (const body of [{}, { title: "" }, { title: "a".repeat(101) }, null])
      expect(await order(visitor, body)).toBe(400);
  });

  test("CORS lets the listed origin read and write, and no other", async () => {
    needs("cors");
    const { user, visitor } = await signedIn();
    const path = "/api/shop/profile";
    const [shop, evil] = [{ origin: "https://shop.example.com" }, { origin: "https://a.example" }];
    const allowed = {
      "access-control-allow-origin": shop.origin,
      "access-control-allow-credentials": "true",
    };
    const read = await visitor.get(path, shop);
    expect(JSON.parse(read.body)).toEqual({ username: user.username });
    expect(read.headers).toMatchObject(allowed);
    const asked = await visitor.send(path, { method: "OPTIONS", headers: shop });
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject(allowed);
    expect((await visitor.get(path, evil)).headers).not.toHaveProperty(
      "access-control-allow-origin",
    );
    expect((await submitJson(visitor, path, { name: "Evil" }, evil)).status).toBe(403);
    expect((await submitJson(visitor, path, { name: "Rosa" }, shop)).status).toBe(200);
    const rows = await own().sql`select name from users where email = ${user.address}`;
    expect(rows[0]?.name).toBe("Rosa");
  });

  test("an uploaded file is its user's alone, of its type and within its limit", async () => {
    needs("app-layout", "file-upload", "upload-form");
    const [{ visitor }, other] = [await signedIn(), await signedIn()];
    const upload = async (who: HttpVisitor, text: string, headers = {}) => {
      const form = new FormData();
      form.append("document", new File([text], "a.pdf"));
      const encoded = new Response(form);
      const type = encoded.headers.get("content-type") ?? "";
      return who.send("/api/document", {
        method: "POST",
        headers: { origin: stack().appUrl, "content-type": type, ...headers },
        body: Buffer.from(await encoded.arrayBuffer()),
      });
    };
    const page = async () => (await visitor.get("/document")).body;
    expect(await page()).not.toContain("Download it");
    const refused = await upload(visitor, "<html>");
    expect([refused.status, refused.location]).toEqual([303, "/document?problem=type"]);
    expect((await visitor.get("/document?problem=type")).body).toContain("Choose a PDF.");
    expect((await upload(visitor, "%PDF-1.7", { origin: "https://a.example" })).status).toBe(403);
    expect((await upload(visitor, `%PDF-${"a".repeat(5 * 1024 * 1024)}`)).status).toBe(413);
    expect((await visitor.get("/api/document")).status).toBe(404);
    expect((await upload(visitor, "%PDF-1.7")).status).toBe(303);
    expect(await page()).toContain("Download it");
    const file = await visitor.get("/api/document");
    expect(file.body).toBe("%PDF-1.7");
    expect(file.headers).toMatchObject({
      "content-disposition": 'attachment; filename="document.pdf"',
      "x-content-type-options": "nosniff",
    });
    for (const who of [other.visitor, new HttpVisitor(address())])
      expect((await who.get("/api/document")).status).toBe(404);
  });

  test("a signed webhook is received once, and one without its signature isn't", async () => {
    needs("webhook");
    const body = JSON.stringify({ id: "evt_1", type: "paid" });
    const signed = createHmac("sha256", dataRecipeSettings.WEBHOOK_SECRET).update(body);
    const send = async (headers: Record<string, string>, sent = body) => {
      const options = { method: "POST", headers, body: sent };
      return (await new HttpVisitor(address()).send("/api/webhook", options)).status;
    };
    const signature = { "x-signature": signed.digest("hex") };
    expect(await send({})).toBe(401);
    expect(await send(signature, `${body} `)).toBe(401);
    expect([await send(signature), await send(signature)]).toEqual([204, 204]);
    expect([...(await own().sql`select id from received_events`)]).toEqual([{ id: "evt_1" }]);
  });

  test("each new user is welcomed once, when the scheduler asks with its secret", async () => {
    needs("after-sign-up");
    await signedIn();
    const ask = (secret: string) =>
      new HttpVisitor(address()).get("/api/welcome", { authorization: `Bearer ${secret}` });
    expect((await ask("another")).status).toBe(404);
    const first = JSON.parse((await ask(dataRecipeSettings.CRON_SECRET)).body);
    expect(first.sent).toBeGreaterThan(0);
    expect(JSON.parse((await ask(dataRecipeSettings.CRON_SECRET)).body)).toEqual({ sent: 0 });
    const [row] = await own().sql`
      select count(*)::int as missing from users left join welcomed on user_id = users.id
      where user_id is null`;
    expect(row?.missing).toBe(0);
  });

  test("without the admin log, its table is gone, and the export of a user has no such list", async () => {
    needs("remove-admin-log");
    const { visitor } = await signedIn();
    const [table] = await own().sql`select to_regclass('admin_log') as name`;
    expect(table?.name).toBeNull();
    const data = JSON.parse((await visitor.submit("/account/data/export", [])).body);
    expect(Object.keys(data)).toContain("suspendedIdentities");
    expect(Object.keys(data)).not.toContain("adminLog");
  });
}
