"""What whoever runs the service needs of it: whether it works, how much, and what was asked.

monitoring   whether it lives and is ready; figures in Prometheus' text format
request_log  a line for each request, without a word of what was asked or answered
proxy        what a proxy before the service says of a request, if it is a trusted one
deployment   an app → the same with all of this, below a path
"""
