import { LegacyFileTable } from "@/components/review/legacy-file-table";
import { TakeBackDialog } from "@/components/review/take-back-dialog";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { NewestOlder } from "@/components/ui/newest-older";
import type { UserActor } from "@/lib/domain/actor";
import { listLegacyFiles } from "@/lib/legacy/list-legacy-files";
import { listOems } from "@/lib/registration/list-oems";
import { answered } from "../answered";
import { Refused } from "../refused";
import { previewTakeBack, takeBackFile } from "./actions";
import { Choices } from "./choices";
import { type ReviewAddress, reviewAddress } from "./search-params";

/** Files of old data that were taken in, each of which can be taken back. */
export async function FileList({ actor, address }: { actor: UserActor; address: ReviewAddress }) {
  const { oem: oemId, before } = address;
  const answer = await answered("legacy-files", async () => ({
    oems: await listOems(actor),
    page: await listLegacyFiles(actor, { oemId, before }),
  }));
  if (answer.kind === "failed") return <Refused what="Files" answer={answer} />;
  const { oems, page } = answer.value;
  const ofOems = [undefined, ...oems].map((oem) => ({
    href: reviewAddress({ ...address, before: undefined, oem: oem?.id }),
    label: oem?.name ?? "All OEMs",
    count: null,
    isChosen: oem?.id === oemId,
  }));
  return (
    <Card className="flex flex-col gap-3">
      {oems.length > 1 ? <Choices label="OEM" choices={ofOems} /> : null}
      {page.files.length === 0 ? (
        <Empty title="No file was taken in yet" className="py-6" />
      ) : (
        <LegacyFileTable
          files={page.files}
          endOf={({ id, fileName }) => (
            <TakeBackDialog
              fileName={fileName}
              preview={previewTakeBack.bind(null, id)}
              action={takeBackFile.bind(null, id)}
            />
          )}
        />
      )}
      <NewestOlder
        newest={before ? reviewAddress({ ...address, before: undefined }) : null}
        older={page.next ? reviewAddress({ ...address, before: page.next }) : null}
      />
    </Card>
  );
}
