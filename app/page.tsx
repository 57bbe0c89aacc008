import { redirect } from "next/navigation";
import { firstPageOf } from "@/lib/auth/first-page";
import { requireActor } from "@/lib/auth/require-actor";

/** Sends everybody to where the job of their role begins. */
export default async function FirstPage() {
  redirect(firstPageOf(await requireActor("/")));
}
