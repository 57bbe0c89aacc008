import { z } from "zod";
import type { DocumentChanges, KeptDocument } from "@/lib/consent/projection/differing-documents";
import { ConsentedRide } from "@/lib/domain/consented-ride";
import { BulkFault } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import type { StoredDocument } from "@/lib/es/read-by-id";
import { refreshIndices } from "@/lib/es/refresh-index";
import { asBulkFault } from "@/lib/es/request-fault";
import { searchDocuments } from "@/lib/es/search-many";
import { partsOf } from "../parts-of";
import { lines, sendLines } from "../rides/send-lines";
import type { DaySpan } from "./days-of-change";
import { PAGE, searchWhole } from "./search-whole";

const MAX_BYTES = 2_500_000;
const TERMS_AT_ONCE = 1_000;
const Count = z.object({ count: z.number() });

/** Documents of some bikes' pseudonyms that begin on some days. */
export interface AskedDocuments {
  readonly bikes: readonly string[];
  readonly spans: readonly DaySpan[];
}

/** What of a document says which figures change where it is removed. */
const PurposeAndDay = ConsentedRide.pick({ purpose: true, day: true });
export type RidersDocument = z.infer<typeof PurposeAndDay> & { readonly id: string };

/** The consented rides in their index. */
export class ConsentedStore {
  constructor(
    private readonly es: Elasticsearch,
    readonly index: string,
    private readonly perPage: number = PAGE,
  ) {}

  /** As of the last refresh. */
  async kept(asked: readonly AskedDocuments[]): Promise<KeptDocument[][]> {
    const found = await searchWhole(
      this.es,
      "consented-rides-kept",
      this.index,
      "start",
      asked.map(({ bikes, spans }) => [
        { terms: { bike: bikes } },
        { bool: { should: spans.map(beginsOn), minimum_should_match: 1 } },
      ]),
      this.perPage,
    );
    return found.map((documents) => documents.map(asKept));
  }

  /**
   * Writes, each only where nobody wrote it since it was read. One that would be made from less than before (a ride that was
   * gone, a database that was restored) is removed and made anew: no document goes back.
   * @throws BulkFault `retriable` where somebody else did.
   */
  async write({ made, changed, removed }: DocumentChanges): Promise<void> {
    const actions = [
      ...removed.map((kept) => lines({ delete: versionOf(kept) })),
      ...changed.map(({ kept, document }) =>
        goesBack(kept.document, document)
          ? lines({ delete: versionOf(kept) }) + lines({ create: { _id: kept.id } }, document)
          : lines({ index: versionOf(kept) }, document),
      ),
      ...made.map(({ id, document }) => lines({ create: { _id: id } }, document)),
    ];
    for (const part of partsOf(actions, Buffer.byteLength, MAX_BYTES)) {
      const items = await sendLines(this.es, this.index, part);
      if (items.some(({ kind }) => kind === "conflict"))
        throw new BulkFault("retriable", 409, `${this.index}: another wrote what was about to be written`);
    }
  }

  /** Lets the next search see everything that was written before. */
  refresh(): Promise<void> {
    return refreshIndices(this.es, [this.index]);
  }

  /** Some documents of riders' pseudonyms, as of the last refresh; none where there are none. */
  async someOfRiders(pseudonyms: readonly string[]): Promise<RidersDocument[]> {
    const found = await searchDocuments(
      this.es,
      "consented-rides-of-riders",
      this.index,
      slices(pseudonyms).map((some) => ({
        ...{ size: this.perPage, _source: ["purpose", "day"] },
        query: { bool: { filter: [{ terms: { rider: some } }] } },
      })),
    );
    return found.flat().map(({ id, source }) => ({ id, ...PurposeAndDay.parse(source) }));
  }

  /** Removes documents, whatever was written to them since. */
  async remove(ids: readonly string[]): Promise<void> {
    const actions = ids.map((id) => lines({ delete: { _id: id } }));
    for (const part of partsOf(actions, Buffer.byteLength, MAX_BYTES))
      await sendLines(this.es, this.index, part);
  }

  /** How many documents of riders' pseudonyms there are, as of the last refresh. */
  async count(pseudonyms: readonly string[]): Promise<number> {
    let sum = 0;
    for (const some of slices(pseudonyms)) sum += await this.countFitting({ terms: { rider: some } });
    return sum;
  }

  /** How many documents there are, as of the last refresh. */
  countAll(): Promise<number> {
    return this.countFitting({ match_all: {} });
  }

  private async countFitting(query: object): Promise<number> {
    const path = `/${this.index}/_count`;
    const answer = await this.es.transport
      .request<unknown>({ method: "POST", path, body: { query } })
      .catch((fault: unknown) => {
        throw asBulkFault(path, fault);
      });
    return Count.parse(answer).count;
  }
}

const beginsOn = ({ fromDay, toDay }: DaySpan) => ({
  range: {
    day: { ...(fromDay === null ? {} : { gte: fromDay }), ...(toDay === null ? {} : { lte: toDay }) },
  },
});

const asKept = ({ id, seqNo, primaryTerm, source }: StoredDocument): KeptDocument => ({
  ...{ id, seqNo, primaryTerm },
  document: ConsentedRide.parse(source),
});

const versionOf = ({ id, seqNo, primaryTerm }: KeptDocument) => ({
  ...{ _id: id, if_seq_no: seqNo, if_primary_term: primaryTerm },
});

const goesBack = (before: ConsentedRide, after: ConsentedRide): boolean =>
  after.ride_revision < before.ride_revision ||
  after.entity_version < before.entity_version ||
  after.position < before.position;

const slices = (list: readonly string[]): (readonly string[])[] =>
  Array.from({ length: Math.ceil(list.length / TERMS_AT_ONCE) }, (_, at) =>
    list.slice(at * TERMS_AT_ONCE, (at + 1) * TERMS_AT_ONCE),
  );
