// Shows the button that prints the receipt, where a script can press it.
const button = document.querySelector('[data-print]');
if (button) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
