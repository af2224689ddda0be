export const KERNELS: Readonly<Record<string, { size: number; small: number; checksum: string }>>;
