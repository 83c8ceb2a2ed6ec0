variable "image" {
  description = "Image of the application, with coffer in it: see the Dockerfile"
  type        = string
}

variable "subnets" {
  description = "Subnets of the tasks, with a way to KMS and S3: NAT, or the endpoints of both"
  type        = list(string)
}

variable "security_groups" {
  description = "Security groups of the tasks"
  type        = list(string)
  default     = []
}

resource "aws_ecs_cluster" "this" {
  name = "staging"
}

# Where coffer and the application write.
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/staging/api"
  retention_in_days = 30
}

resource "aws_ecs_task_definition" "api" {
  family                   = "staging-api"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name      = "api"
      image     = var.image
      essential = true

      # The image's own entry point does as well; said here, the image needs to know nothing of Coffer but the file.
      entryPoint = ["coffer", "exec", "--"]
      command    = ["/app/api"]

      # Names and places, and the release: a changed secret is a changed task definition, and ECS replaces the tasks.
      environment = concat(module.secrets.services["api"].container_environment, [
        { name = "AWS_REGION", value = data.aws_region.current.id },
      ])

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "api"
        }
      }
    }
  ])
}

resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.api.arn
  desired_count   = 2
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = var.subnets
    security_groups = var.security_groups
  }

  # Tasks that cannot open their secrets do not start: ECS then goes back to the last task definition, and so to its secrets.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # A task that starts before its policy is there has to start again.
  depends_on = [aws_iam_role_policy.secrets]
}
