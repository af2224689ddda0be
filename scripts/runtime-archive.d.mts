export function makeRuntimeArchives(): void;
