import Link from "next/link";
import type { ReactNode } from "react";
import { BoardCard, NothingHere } from "@/components/quality/board-card";
import { SilentList } from "@/components/quality/silent-list";
import { SwapList } from "@/components/quality/swap-list";
import { UnregisteredList } from "@/components/quality/unregistered-list";
import { buttonLook } from "@/components/ui/button";
import { PageLinks } from "@/components/ui/page-links";
import { mayUse } from "@/lib/auth/access";
import type { UserActor } from "@/lib/domain/actor";
import { formatCount } from "@/lib/format/number";
import type { BoardScope } from "@/lib/quality/board-scope";
import { answered } from "../answered";
import { Refused } from "../refused";
import { askSilent } from "./ask-silent";
import { askDiffering, askDuplicates, countDiffering, EXCHANGED, FIXED } from "./ask-swaps";
import { askUnregistered } from "./ask-unregistered";
import { type Listed, pageOf, pagesOf } from "./page-of";
import { type QualityAddress, type QualityList, qualityAddress } from "./search-params";

/** What bikes report beside what is registered. */
export async function ReportedCards({
  actor,
  scope,
  address,
}: {
  actor: UserActor;
  scope: BoardScope;
  address: QualityAddress;
}) {
  const answer = await answered("quality-of-reports", async () => {
    const [unregistered, silent, duplicates, swaps, kinds, batteries] = await Promise.all([
      askUnregistered(actor, scope, pageOf(address.unregistered)),
      askSilent(actor, scope, pageOf(address.silent)),
      askDuplicates(actor, scope),
      askDiffering(actor, scope, FIXED, pageOf(address.swaps)),
      countDiffering(actor, scope, FIXED),
      askDiffering(actor, scope, EXCHANGED, pageOf(address.batteries)),
    ]);
    return { unregistered, silent, duplicates, swaps, kinds, batteries };
  });
  if (answer.kind === "failed") return <Refused what="What bikes report" answer={answer} />;
  const { unregistered, silent, duplicates, swaps, kinds, batteries } = answer.value;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <div className="min-w-0 xl:col-span-2">
        <BoardCard title="Riding but not registered" aside={countOf(unregistered, "bike")}>
          <Paged list="unregistered" address={address} of={unregistered}>
            <UnregisteredList
              bikes={unregistered.rows}
              first={unregistered.first}
              canRegister={mayUse(actor, "/registration")}
              isOfOem={scope.oemId !== null}
            />
          </Paged>
        </BoardCard>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <BoardCard title="Registered but silent" aside={countOf(silent, "bike")}>
          <Paged list="silent" address={address} of={silent}>
            <SilentList bikes={silent.rows} newest={silent.newest} />
          </Paged>
        </BoardCard>
        <BoardCard title="Suspected duplicates" aside={countOf(duplicates, "component")}>
          <SwapList
            swaps={duplicates.rows}
            label="Suspected duplicates"
            none="No component is reported by several bikes at once."
          />
        </BoardCard>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <BoardCard title="Suspected swaps" aside={countOf(swaps, "bike")}>
          <Paged list="swaps" address={address} of={swaps}>
            <SwapList
              swaps={swaps.rows}
              kinds={kinds}
              label="Suspected swaps"
              none="Bikes report the motors, displays and modules that are registered."
            />
          </Paged>
        </BoardCard>
        <BoardCard title="Other batteries than registered" aside={countOf(batteries, "bike")}>
          {batteries.total > 0 ? (
            <p className="text-ink-2 text-sm">
              Batteries are changed by hand. In a fleet that exchanges them this is as it should be.
            </p>
          ) : null}
          <Paged list="batteries" address={address} of={batteries}>
            <SwapList
              swaps={batteries.rows}
              label="Other batteries than registered"
              none="Bikes report the batteries that are registered."
            />
          </Paged>
        </BoardCard>
      </div>
    </div>
  );
}

/** A list, or that it is shorter than the address asks, and the way through it. */
function Paged({
  list,
  address,
  of: { rows, total },
  children,
}: {
  list: QualityList;
  address: QualityAddress;
  of: Listed<unknown>;
  children: ReactNode;
}) {
  const isPast = rows.length === 0 && total > 0;
  if (address[list] === 0)
    return (
      <>
        {children}
        {total > rows.length ? (
          <Link
            href={qualityAddress({ ...address, [list]: 1 })}
            scroll={false}
            className={buttonLook({ size: "small", className: "self-start" })}
          >
            {`Show all ${formatCount(total, "bike")}`}
          </Link>
        ) : null}
      </>
    );
  return (
    <>
      {isPast ? <NothingHere>Nothing is left on this page of the list.</NothingHere> : children}
      <PageLinks
        page={address[list]}
        pages={pagesOf(total)}
        label={`Pages of ${WORDS[list]}`}
        to={(number) => qualityAddress({ ...address, [list]: number })}
      />
    </>
  );
}

const WORDS: Readonly<Record<QualityList, string>> = {
  unregistered: "bikes that are not registered",
  silent: "silent bikes",
  swaps: "suspected swaps",
  batteries: "other batteries",
};

const countOf = ({ total, isCut }: Listed<unknown>, one: string): string =>
  `${isCut ? "at least " : ""}${formatCount(total, one)}`;
