import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { definitionOf } from "@/lib/analytics/definitions";
import { requireActor } from "@/lib/auth/require-actor";
import { getView } from "@/lib/reports/get-view";
import type { PageProps } from "../../../page-props";

/** Leads from a view's link to its report, whoever saved it. */
export default async function ViewPage({ params }: PageProps<{ id: string }>) {
  const actor = await requireActor("/reports/views/[id]");
  const { id } = await params;
  const view = z.uuid().safeParse(id).success ? await getView(actor, { id }) : null;
  if (view === null || definitionOf(view.definition) === null) notFound();
  redirect(`/reports/${view.definition}?${view.query}`);
}
