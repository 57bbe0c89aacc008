import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AddressNote } from "@/components/states/address-note";
import { requireActor } from "@/lib/auth/require-actor";
import { AppError } from "@/lib/errors";
import { getBatch } from "@/lib/registration/get-batch";
import type { PageProps } from "../../page-props";
import { BatchOverview } from "./batch-overview";
import { parseFindingsSearch } from "./search-params";

export const metadata: Metadata = { title: "File" };

export default async function BatchPage({ params, searchParams }: PageProps<{ batchId: string }>) {
  const actor = await requireActor("/registration/[batchId]");
  const { batchId } = await params;
  if (!z.uuid().safeParse(batchId).success) notFound();
  const { address, faults } = parseFindingsSearch(await searchParams);
  const batch = await getBatch(actor, { batchId }).catch((fault: unknown) => {
    if (fault instanceof AppError && fault.code === "not-found") notFound();
    throw fault;
  });
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <BatchOverview actor={actor} batch={batch} address={address} />
    </div>
  );
}
