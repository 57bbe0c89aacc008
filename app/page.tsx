import { redirect } from "next/navigation";
import { mayUse } from "@/lib/auth/access";
import { requireActor } from "@/lib/auth/require-actor";

/** Sends everybody to the first page that their roles have. */
export default async function FirstPage() {
  const actor = await requireActor("/");
  const first = (["/map", "/bikes"] as const).find((page) => mayUse(actor, page));
  redirect(first ?? "/account");
}
