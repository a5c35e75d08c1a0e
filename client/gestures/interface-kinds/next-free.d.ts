/** The first number from `start` that is not taken. */
export declare function nextFree(start: number, taken: ReadonlySet<number>): number;
