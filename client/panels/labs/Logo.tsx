/** Two namespaces and the pair between them. */
export function Logo({ size = 38 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 38 38" fill="none" aria-hidden>
      <rect x={2} y={4} width={15} height={13} rx={4} fill="var(--vl-accent)" />
      <rect x={21} y={21} width={15} height={13} rx={4} fill="var(--vl-accent)" />
      <path d="M9.5 17v4a6.5 6.5 0 0 0 6.5 6.5h5" stroke="var(--vl-up)" strokeWidth={2.6} />
      <circle cx={9.5} cy={17.2} r={2.6} fill="var(--vl-up)" />
      <circle cx={21} cy={27.5} r={2.6} fill="var(--vl-up)" />
    </svg>
  );
}
