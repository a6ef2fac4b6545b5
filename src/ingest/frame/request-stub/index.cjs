// danfojs-node asks for the abandoned `request` package to read CSV over HTTP. We never do: the network is the connectors' job.
module.exports = function request() {
  throw new Error('Reading a table over HTTP is not available in the data-frame layer; fetch the file with a connector first.')
}
