/* Numbers of the labs, from text and to text. No DOM. */
const labNumbers = (() => {
  const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

  const isNumber = (text) => NUMBER.test(text);

  /* `text` as a number. Throws an Error that says what it must be. */
  function number(text, what, least, most, whole = false) {
    const value = Number(text);
    if (!isNumber(text.trim()) || (whole && !Number.isInteger(value))) {
      throw new Error(`${what} must be a ${whole ? "whole " : ""}number, not “${text.slice(0, 20)}”.`);
    }
    if (value < least || value > most) {
      throw new Error(`${what} must be from ${least} to ${most}, not ${text.trim()}.`);
    }
    return value;
  }

  /* A number as Python's format code "g" writes it. */
  function general(value, digits = 6) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const power = Number(exponent);
    const bare = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
    if (power >= -4 && power < digits) return bare(value.toFixed(digits - 1 - power));
    const size = String(Math.abs(power)).padStart(2, "0");
    return `${bare(mantissa)}e${power < 0 ? "-" : "+"}${size}`;
  }

  return { general, isNumber, number };
})();
