import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../../page-props";
import { ContradictionDetail } from "./contradiction-detail";

export const metadata: Metadata = { title: "Contradiction" };

export default async function ContradictionPage({ params }: PageProps<{ id: string }>) {
  const actor = await requireActor("/review/[id]");
  const { id } = await params;
  if (!/^\d{1,15}$/.test(id)) notFound();
  return (
    <Suspense fallback={<Loading what="the contradiction" />}>
      <ContradictionDetail actor={actor} id={Number(id)} />
    </Suspense>
  );
}
