// `#/claims`: every statement, its verdict, its arithmetic and its sources; expected numbers are divided by hand.
import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures/octet";
import { csvFromLink } from "../fixtures/octet_command";
import { say } from "../fixtures/messages";

const TABLE = readFileSync(new URL("../../../src/economy/data/seed_claims.csv", import.meta.url), "utf8");
const IDS = TABLE.trim().split("\n").slice(1).map((line) => line.split(",")[0]);

test("every statement of the table stands in the list and as a card of its own", async ({ claims }) => {
  await claims.open("#/claims");
  await expect(claims.cards).toHaveCount(IDS.length);
  await expect(claims.brief).toHaveCount(IDS.length);
  for (const id of IDS) {
    const text = await claims.card(id).innerText();
    expect(text, id).not.toMatch(/[{}]/);
    await expect(claims.card(id).getByRole("heading", { level: 3 })).toHaveText(say(`options.claim_${id}`));
  }
});

test("the arithmetic is done again, beside what is printed", async ({ claims }) => {
  await claims.open("#/claims");
  await expect(claims.card("share_32pct")).toContainText("90 EFLOPS (FP32) ÷ 280 EFLOPS (FP32)");
  await expect(claims.card("share_32pct")).toContainText(`= ${((100 * 90) / 280).toFixed(1)}%`);
  await expect(claims.card("usd_69_8bn")).toContainText(`= ${(500 / 69.8).toFixed(3)} RMB per USD`);
  await expect(claims.card("growth_788_vs_90")).toContainText(`= ×${(788 / 90).toFixed(3)}`);
  await expect(claims.card("total_growth_30pct")).toContainText(`= ${(100 * (Math.cbrt(280 / 140) - 1)).toFixed(1)}% a year`);
  await expect(claims.card("total_growth_30pct").locator('[data-agreement="Differs"]')).toHaveCount(1);
});

test("the verdicts filter the statements, and the link keeps the choice", async ({ claims }) => {
  await claims.open("#/claims");
  const rows = (verdict: string) => TABLE.split("\n").filter((line) => line.includes(`,${verdict},`)).length;
  for (const [word, verdict] of [["contradicted", "contradicted"], ["caveat", "confirmed-with-caveat"], ["unverified", "unverified"]]) {
    await claims.pile(word).check();
    await expect(claims.cards).toHaveCount(rows(verdict));
    await expect(claims.brief).toHaveCount(rows(verdict));
    await claims.expectFragment(new RegExp(`^#/claims\\?verdict=${word}&`));
  }
  await claims.open("#/claims?verdict=contradicted&m=2026-11&v=1");
  await expect(claims.pile("contradicted")).toBeChecked();
  await claims.pile("all").check();
  await expect(claims.cards).toHaveCount(IDS.length);
});

test("a link opens a statement: it is in the window and has the keyboard", async ({ claims }) => {
  await claims.open("#/claims?claim=ai_gdp_4_5pct&m=2026-11&v=1");
  await expect(claims.card("ai_gdp_4_5pct")).toBeFocused();
  await expect(claims.card("ai_gdp_4_5pct")).toBeInViewport();
  await claims.brief.getByRole("link", { name: say("options.claim_capacity_788") }).click();
  await expect(claims.card("capacity_788")).toBeFocused();
  await claims.expectFragment(/^#\/claims\?claim=capacity_788&/);
  await claims.page.goBack();
  await expect(claims.card("ai_gdp_4_5pct")).toBeFocused();
});

test("a statement can be cited", async ({ claims, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await claims.open("#/claims");
  await claims.page.getByTestId("cite-share_32pct").click();
  await expect(claims.card("share_32pct").getByTestId("cited")).toHaveText(say("claims.cited"));
  await expect(claims.told).toContainText(say("claims.cited"));
  const text = await claims.page.evaluate(() => navigator.clipboard.readText());
  for (const part of ["32%", "confirmed", "National Data Administration", "https://dzswgf.mofcom.gov.cn/", "2026-11", "#/claims?claim=share_32pct&m=2026-11&v=1"]) {
    expect(text).toContain(part);
  }
});

test("where the clipboard is closed, the citation is shown to be copied by hand", async ({ claims }) => {
  await claims.page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await claims.open("#/claims");
  await claims.page.getByTestId("cite-share_32pct").click();
  await expect(claims.card("share_32pct").getByRole("textbox")).toHaveValue(/claim=share_32pct/);
});

test("every link to another host opens beside the page and tells it nothing", async ({ claims }) => {
  await claims.open("#/claims");
  const links = await claims.page.locator('main a[href^="http"]').evaluateAll((all) => all.map((link) => [link.getAttribute("target"), link.getAttribute("rel")]));
  expect(links.length).toBeGreaterThan(IDS.length);
  for (const [target, rel] of links) expect([target, rel]).toEqual(["_blank", "noopener noreferrer"]);
});

test("the links into other views lead there without a notice", async ({ claims }) => {
  await claims.open("#/claims");
  const inside = await claims.page.locator('article.claim dl a[href^="#/"]').evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute("href")!))]);
  expect(inside.length).toBeGreaterThan(8);
  for (const link of inside) {
    await claims.open(link);
    await expect(claims.notices).toHaveCount(0);
  }
});

test("the tables are the terminal's, byte for byte, in either language", async ({ claims }) => {
  for (const query of ["", "?verdict=contradicted&lang=fr&m=2026-11&v=1"]) {
    await claims.open(`#/claims${query}`);
    const { name, bytes } = await claims.statementsCsv();
    expect(name).toBe("octet-claims.csv");
    expect(bytes.equals(await csvFromLink(`#/claims${query}`, "claims"))).toBe(true);
    const arithmetic = await claims.arithmeticCsv();
    expect(arithmetic.bytes.equals(await csvFromLink(`#/claims${query}`, "claims-arithmetic"))).toBe(true);
  }
});
