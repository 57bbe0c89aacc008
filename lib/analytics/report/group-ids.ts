import type { FigureBlock } from "@/lib/domain/figures";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Keys of cells that are ids, for which whoever shows them has names. */
export const groupIds = (blocks: readonly Pick<FigureBlock, "cells">[]): string[] =>
  [
    ...new Set(
      blocks.flatMap(({ cells }) =>
        cells.flatMap(({ key }) => key.filter((part) => part !== null && ID.test(part))),
      ),
    ),
  ].filter((part) => part !== null);
