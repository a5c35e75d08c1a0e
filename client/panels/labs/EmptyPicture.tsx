import classes from "./EmptyPicture.module.css";

interface CardProps {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly address: string;
}

/** What a lab looks like: two namespaces on a bridge, an echo request on its way. Real words, real addresses. */
export function EmptyPicture() {
  return (
    <svg className={classes["picture"]} viewBox="0 0 460 190" width={460} height={190} aria-hidden>
      <path id="vl-empty-path" className={classes["link"]} d="M150 62H198a20 20 0 0 1 20 20v47" />
      <path className={classes["link"]} d="M310 62H262a20 20 0 0 0-20 20v47" />
      <rect className={classes["bridge"]} x={150} y={129} width={160} height={38} rx={9} />
      <text className={classes["name"]} x={230} y={153} textAnchor="middle">
        br0
      </text>
      <Card x={10} y={26} name="net0" address="10.0.0.1/24" />
      <Card x={310} y={26} name="net1" address="10.0.0.2/24" />
      <circle className={classes["dot"]} r={5}>
        <animateMotion
          dur="2.6s"
          repeatCount="indefinite"
          path="M150 62H198a20 20 0 0 1 20 20v66h24v-66a20 20 0 0 1 20-20h48"
        />
      </circle>
    </svg>
  );
}

function Card({ x, y, name, address }: CardProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect className={classes["card"]} width={140} height={72} rx={10} />
      <text className={classes["name"]} x={14} y={25}>
        {name}
      </text>
      <circle className={classes["state"]} cx={19} cy={49} r={4.5} />
      <text className={classes["address"]} x={32} y={53}>
        {address}
      </text>
    </g>
  );
}
