import type { Page } from "playwright-core";
import { openDatabase } from "@/lib/db/client";
import { namesIn } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";

export const ANALYST = "analyst@demo.slipstream.example";

/** Where consented rides and figures of an installation are, with the rights of who makes them. */
export function openFigureStores(environment: Readonly<Record<string, string>>) {
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "projection",
    password: environment.SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD ?? "",
  });
  const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_PROJECTION_URL ?? "");
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "slipstream");
  return { es, db, names, close: () => Promise.all([es.close(), close()]) };
}

/** Signs the purpose of the report that is asked for, where this analyst has not today. */
export async function signIfAsked(page: Page, task: string): Promise<void> {
  const button = page.getByRole("button", { name: "Sign and open" });
  await button.or(page.locator("#evidence")).first().waitFor();
  if ((await button.count()) === 0) return;
  await page.getByLabel("What for, in your words").fill(task);
  await page.getByLabel(/and do not try to find out/).check();
  await button.click();
}
